; The installer for Windows, made with Inno Setup 6.3 or newer:
;   iscc /DVersion=0.1.0 /DBundle=C:\path\to\dist\undersong /DIcons=C:\path\to\build\icons /O C:\path\to\dist packaging\windows\undersong.iss
; It installs for the person who runs it and asks for no administrator.

#ifndef Version
  #error Say which version: /DVersion=
#endif

[Setup]
AppId={{6E1B8A53-4C0D-4E0B-9B1A-53D2A1C5F0E7}
AppName=Undersong
AppVersion={#Version}
AppPublisher=Undersong maintainers
DefaultDirName={autopf}\Undersong
DefaultGroupName=Undersong
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
OutputBaseFilename=undersong-{#Version}-windows
SetupIconFile={#Icons}\undersong.ico
UninstallDisplayIcon={app}\undersong.exe
WizardStyle=modern
Compression=lzma2/max
LZMAUseSeparateProcess=yes
; One file as long as it stays under what Windows can start; with CUDA inside it would not, and is then cut into slices.
#ifdef Large
DiskSpanning=yes
SolidCompression=no
#else
SolidCompression=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.FileKind=Undersong file
de.FileKind=Undersong-Datei

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; What an older version had and this one has not must not stay: Python would find it.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Undersong"; Filename: "{app}\undersong.exe"
Name: "{autodesktop}\Undersong"; Filename: "{app}\undersong.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.undersong\OpenWithProgids"; ValueType: string; ValueName: "Undersong.File"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.undersong"; ValueType: string; ValueName: ""; ValueData: "Undersong.File"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\Undersong.File"; ValueType: string; ValueName: ""; ValueData: "{cm:FileKind}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Undersong.File\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\undersong.exe,0"
Root: HKA; Subkey: "Software\Classes\Undersong.File\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\undersong.exe"" ""%1"""

[Run]
Filename: "{app}\undersong.exe"; Description: "{cm:LaunchProgram,Undersong}"; Flags: nowait postinstall skipifsilent
