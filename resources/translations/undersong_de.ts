<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Undersong</source>
        <translation>Über Undersong</translation>
    </message>
    <message>
        <source>Version %s</source>
        <translation>Version %s</translation>
    </message>
    <message>
        <source>Videos are read and written by ffmpeg (GPL), which runs as a program of its own. Example music: iscc-samples by Titusz Pan (CC BY 4.0). Spot: Keenan Crane (CC0).</source>
        <translation>Videos liest und schreibt ffmpeg (GPL), das als eigenes Programm läuft. Musikbeispiel: iscc-samples von Titusz Pan (CC BY 4.0). Spot: Keenan Crane (CC0).</translation>
    </message>
    <message>
        <source>Built on INRSteg: Song et al., Implicit Steganography Beyond the Constraints of Modality, ECCV 2024. It uses no network, and stores nothing you have not asked it to.</source>
        <translation>Beruht auf INRSteg: Song et al., Implicit Steganography Beyond the Constraints of Modality, ECCV 2024. Es benutzt kein Netzwerk und speichert nichts, worum Sie nicht gebeten haben.</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>Freie Software unter der Apache-Lizenz 2.0</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copied, without keys and file names.</source>
        <translation>Kopiert, ohne Schlüssel und Dateinamen.</translation>
    </message>
</context>
<context>
    <name>Adding</name>
    <message>
        <source>Added to the queue: %s. Choose what comes next.</source>
        <translation>In der Warteschlange: %s. Wählen Sie, was als Nächstes kommt.</translation>
    </message>
</context>
<context>
    <name>Advanced</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>Doppelt</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicherung</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Half size</source>
        <translation>Halbe Größe</translation>
    </message>
    <message>
        <source>Quarter size</source>
        <translation>Viertel der Größe</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Research only: anyone who has the file can read the secrets without the key.</source>
        <translation>Nur für die Forschung: Wer die Datei hat, kann die Geheimnisse ohne Schlüssel lesen.</translation>
    </message>
    <message>
        <source>Fit until the cover equals the original in every pixel. This takes longer.</source>
        <translation>Trainieren, bis die Hülle in jedem Bildpunkt dem Original gleicht. Das dauert länger.</translation>
    </message>
    <message>
        <source>Unsealed, as in the paper</source>
        <translation>Unversiegelt, wie in der Veröffentlichung</translation>
    </message>
    <message>
        <source>Room for secrets</source>
        <translation>Platz für Geheimnisse</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Four times</source>
        <translation>Vierfach</translation>
    </message>
    <message>
        <source>Sixteen times</source>
        <translation>Sechzehnfach</translation>
    </message>
    <message>
        <source>Bit-exact cover</source>
        <translation>Bitgenaue Hülle</translation>
    </message>
</context>
<context>
    <name>ArrivingCard</name>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
</context>
<context>
    <name>AudioPreview</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%s of %s s</source>
        <translation>%s von %s s</translation>
    </message>
</context>
<context>
    <name>AudioTimeline</name>
    <message>
        <source>Click: go to a position. Drag: select a part. Space: play. A and B: switch sounds.</source>
        <translation>Klicken: zu einer Stelle springen. Ziehen: einen Teil auswählen. Leertaste: abspielen. A und B: Ton wechseln.</translation>
    </message>
    <message>
        <source>%s kHz</source>
        <translation>%s kHz</translation>
    </message>
    <message>
        <source>%s s</source>
        <translation>%s s</translation>
    </message>
</context>
<context>
    <name>CapacityMeter</name>
    <message>
        <source>%s in use</source>
        <translation>%s belegt</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>%s for secrets</source>
        <translation>%s für Geheimnisse</translation>
    </message>
    <message>
        <source>%s of %s</source>
        <translation>%s von %s</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) too many</source>
        <translation>
            <numerusform>%n Geheimnis zu viel</numerusform>
            <numerusform>%n Geheimnisse zu viel</numerusform>
        </translation>
    </message>
    <message>
        <source>%s too much</source>
        <translation>%s zu viel</translation>
    </message>
    <message>
        <source>%s %% too much</source>
        <translation>%s %% zu viel</translation>
    </message>
    <message>
        <source>%s %%</source>
        <translation>%s %%</translation>
    </message>
</context>
<context>
    <name>CardHeader</name>
    <message>
        <source>Drag out</source>
        <translation>Herausziehen</translation>
    </message>
</context>
<context>
    <name>ChooseView</name>
    <message>
        <source>Hide</source>
        <translation>Verstecken</translation>
    </message>
    <message>
        <source>Add to the queue…</source>
        <translation>In die Warteschlange…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Enter</source>
        <translation>Strg+Umschalt+Eingabe</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>The queue is at work: add this to it.</source>
        <translation>Die Warteschlange arbeitet: Stellen Sie dies mit hinein.</translation>
    </message>
    <message>
        <source>Back to the finished file</source>
        <translation>Zurück zur fertigen Datei</translation>
    </message>
    <message>
        <source>Back to what was chosen</source>
        <translation>Zurück zur vorigen Auswahl</translation>
    </message>
    <message>
        <source>Back to the running hide</source>
        <translation>Zurück zum laufenden Verstecken</translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished hide(s)…</source>
        <translation>
            <numerusform>%n unfertiges Verstecken…</numerusform>
            <numerusform>%n unfertige Verstecken…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)…</source>
        <translation>
            <numerusform>%n Schlüssel…</numerusform>
            <numerusform>%n Schlüssel…</numerusform>
        </translation>
    </message>
    <message>
        <source>Key: twelve words…</source>
        <translation>Schlüssel: zwölf Wörter…</translation>
    </message>
    <message>
        <source>Key: passphrase…</source>
        <translation>Schlüssel: Passphrase…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Choose a cover to continue.</source>
        <translation>Wählen Sie eine Hülle, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Calculating what fits…</source>
        <translation>Berechnet, was hineinpasst…</translation>
    </message>
    <message>
        <source>The program could not calculate what fits. Remove one of the files and try again.</source>
        <translation>Was hineinpasst, ließ sich nicht berechnen. Entfernen Sie eine der Dateien, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Complete the passphrase to continue.</source>
        <translation>Vervollständigen Sie die Passphrase, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Two keys are the same. Choose another passphrase for one of them.</source>
        <translation>Zwei Schlüssel sind gleich. Wählen Sie für einen davon eine andere Passphrase.</translation>
    </message>
    <message>
        <source>No secrets: the file will look the same and reveal nothing (%s).</source>
        <translation>Keine Geheimnisse: Die Datei sieht genauso aus und gibt nichts preis (%s).</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) in one Undersong file (%s)</source>
        <translation>
            <numerusform>%n Geheimnis in einer Undersong-Datei (%s)</numerusform>
            <numerusform>%n Geheimnisse in einer Undersong-Datei (%s)</numerusform>
        </translation>
    </message>
    <message>
        <source>Key and people</source>
        <translation>Schlüssel und Menschen</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Advanced…</source>
        <translation>Erweitert…</translation>
    </message>
    <message numerus="yes">
        <source>One file holds at most %n secret(s). Remove some, or hide them in another file.</source>
        <translation>
            <numerusform>Eine Datei fasst höchstens %n Geheimnis. Entfernen Sie einige, oder verstecken Sie sie in einer weiteren Datei.</numerusform>
            <numerusform>Eine Datei fasst höchstens %n Geheimnisse. Entfernen Sie einige, oder verstecken Sie sie in einer weiteren Datei.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChosenCard</name>
    <message>
        <source>How %s is kept</source>
        <translation>Wie %s bewahrt wird</translation>
    </message>
    <message>
        <source>Key for %s</source>
        <translation>Schlüssel für %s</translation>
    </message>
    <message>
        <source>More: %s</source>
        <translation>Mehr: %s</translation>
    </message>
    <message>
        <source>Remove: %s</source>
        <translation>Entfernen: %s</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare with the original</source>
        <translation>Mit dem Original vergleichen</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Drop the original</source>
        <translation>Original hier ablegen</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Drop the file to compare</source>
        <translation>Vergleichsdatei hier ablegen</translation>
    </message>
    <message>
        <source>Image, sound, video, 3D shape, or any other file</source>
        <translation>Bild, Ton, Video, 3D-Form oder eine andere Datei</translation>
    </message>
    <message>
        <source>A revealed secret, or an Undersong file</source>
        <translation>Ein aufgedecktes Geheimnis oder eine Undersong-Datei</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Vertauschen</translation>
    </message>
    <message>
        <source>Compare other files</source>
        <translation>Andere Dateien vergleichen</translation>
    </message>
    <message>
        <source>Compared file</source>
        <translation>Vergleichsdatei</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Misst…</translation>
    </message>
    <message>
        <source>an image</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>a sound</source>
        <translation>ein Ton</translation>
    </message>
    <message>
        <source>a video</source>
        <translation>ein Video</translation>
    </message>
    <message>
        <source>a 3D shape</source>
        <translation>eine 3D-Form</translation>
    </message>
    <message>
        <source>a file of another kind</source>
        <translation>eine Datei anderer Art</translation>
    </message>
    <message>
        <source>The first file is %s, the second is %s.</source>
        <translation>Die erste Datei ist %s, die zweite ist %s.</translation>
    </message>
    <message>
        <source>Choose two files of the same type.</source>
        <translation>Wählen Sie zwei Dateien derselben Art.</translation>
    </message>
    <message>
        <source>See, hear and measure two files of the same type: for example an original and a revealed secret, or a picture and the Undersong file that shows it. All other files are compared byte by byte.</source>
        <translation>Zwei Dateien derselben Art sehen, hören und messen: zum Beispiel ein Original und ein aufgedecktes Geheimnis, oder ein Bild und die Undersong-Datei, die es zeigt. Alle anderen Dateien werden Byte für Byte verglichen.</translation>
    </message>
    <message>
        <source>How close are two files?</source>
        <translation>Wie ähnlich sind sich zwei Dateien?</translation>
    </message>
</context>
<context>
    <name>CompareSlot</name>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Ersetzen…</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Slider</source>
        <translation>Schieber</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>For these measures %s was resized to %s.</source>
        <translation>Für diese Messwerte wurde die Größe von %s auf %s gebracht.</translation>
    </message>
</context>
<context>
    <name>ComparisonCanvas</name>
    <message>
        <source>Zoom: mouse wheel or + and −. Move: drag. Fit to window: 0.</source>
        <translation>Vergrößern: Mausrad oder + und −. Verschieben: ziehen. Einpassen: 0.</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%Ln vertex(es)</source>
        <translation>
            <numerusform>%Ln Punkt</numerusform>
            <numerusform>%Ln Punkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln triangle(s)</source>
        <translation>
            <numerusform>%Ln Dreieck</numerusform>
            <numerusform>%Ln Dreiecke</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverPanel</name>
    <message>
        <source>Cover</source>
        <translation>Hülle</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Drop the cover here</source>
        <translation>Die Hülle hier ablegen</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Ersetzen…</translation>
    </message>
    <message>
        <source>Trim…</source>
        <translation>Kürzen…</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>Zuschneiden…</translation>
    </message>
    <message>
        <source>used before: two files with one cover can be compared</source>
        <translation>schon benutzt: zwei Dateien mit einer Hülle lassen sich vergleichen</translation>
    </message>
    <message>
        <source>Only one file can be the cover.</source>
        <translation>Nur eine Datei kann die Hülle sein.</translation>
    </message>
    <message>
        <source>“%s” would be the cover. What is to become of the others?</source>
        <translation>„%s“ wäre die Hülle. Was soll mit den anderen geschehen?</translation>
    </message>
    <message>
        <source>Hide the others</source>
        <translation>Die anderen verstecken</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>inside this</source>
        <translation>darin</translation>
    </message>
    <message>
        <source>the cover: what everyone sees</source>
        <translation>die Hülle: was alle sehen</translation>
    </message>
    <message>
        <source>The cover</source>
        <translation>Die Hülle</translation>
    </message>
    <message>
        <source>Other file…</source>
        <translation>Andere…</translation>
    </message>
    <message>
        <source>Save the cover…</source>
        <translation>Hülle speichern…</translation>
    </message>
    <message>
        <source>Is it safe?</source>
        <translation>Sicher?</translation>
    </message>
</context>
<context>
    <name>Crash</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>An error in Undersong. It was not your fault.</source>
        <translation>Ein Fehler in Undersong. Es lag nicht an Ihnen.</translation>
    </message>
    <message>
        <source>Your files are untouched. You can continue, but restarting the program is safer.</source>
        <translation>Ihre Dateien sind unberührt. Sie können weitermachen, aber ein Neustart des Programms ist sicherer.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>CropFrame</name>
    <message>
        <source>Part to keep</source>
        <translation>Teil, der bleibt</translation>
    </message>
</context>
<context>
    <name>Cropper</name>
    <message>
        <source>Crop %s</source>
        <translation>%s zuschneiden</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Keep this part</source>
        <translation>Diesen Teil behalten</translation>
    </message>
    <message>
        <source>Keep everything</source>
        <translation>Alles behalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keeps %s x %s of %s x %s pixels.</source>
        <translation>Behält %s x %s von %s x %s Pixeln.</translation>
    </message>
    <message>
        <source>Learned, it would get smaller: %s x %s.</source>
        <translation>Gelernt würde er kleiner: %s x %s.</translation>
    </message>
    <message>
        <source>Learned, it keeps every pixel.</source>
        <translation>Gelernt behält er jedes Pixel.</translation>
    </message>
</context>
<context>
    <name>Crops</name>
    <message>
        <source>The same part twice: as given, and as it will come back</source>
        <translation>Derselbe Ausschnitt zweimal: wie gegeben und wie er zurückkommt</translation>
    </message>
    <message>
        <source>Move: drag or arrow keys. Zoom: mouse wheel or + and −. To the finest detail: 0.</source>
        <translation>Bewegen: ziehen oder Pfeiltasten. Zoom: Mausrad oder + und −. Zur feinsten Einzelheit: 0.</translation>
    </message>
    <message>
        <source>%s %% of the size, around pixel %s, %s</source>
        <translation>%s %% der Größe, um Pixel %s, %s</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>Kommt zurück</translation>
    </message>
</context>
<context>
    <name>Describing</name>
    <message>
        <source>Text, %s</source>
        <translation>Text, %s</translation>
    </message>
    <message>
        <source>Folder as a ZIP archive, %s</source>
        <translation>Ordner als ZIP-Archiv, %s</translation>
    </message>
    <message>
        <source>File, %s</source>
        <translation>Datei, %s</translation>
    </message>
    <message>
        <source>%s file, %s</source>
        <translation>%s-Datei, %s</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>farbig</translation>
    </message>
    <message>
        <source>colour, transparent</source>
        <translation>farbig, durchsichtig</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>mono</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>stereo</translation>
    </message>
    <message>
        <source>%s with sound</source>
        <translation>%s mit Ton</translation>
    </message>
    <message>
        <source>%s, %s frames a second</source>
        <translation>%s, %s Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>open, given a thickness of %s</source>
        <translation>offen, mit einer Dicke von %s versehen</translation>
    </message>
</context>
<context>
    <name>DeviceLine</name>
    <message>
        <source>How?</source>
        <translation>Wie?</translation>
    </message>
    <message>
        <source>How to use the graphics card of this computer</source>
        <translation>Wie sich die Grafikkarte dieses Computers benutzen lässt</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <source>Apple graphics</source>
        <translation>Apple-Grafik</translation>
    </message>
    <message>
        <source>Computed on the processor: the device chosen in the settings is not available.</source>
        <translation>Gerechnet wird auf dem Prozessor: Das in den Einstellungen gewählte Gerät ist nicht verfügbar.</translation>
    </message>
    <message>
        <source>Computed on the processor, as chosen in the settings.</source>
        <translation>Gerechnet wird auf dem Prozessor, wie in den Einstellungen gewählt.</translation>
    </message>
    <message>
        <source>Computed on the processor; your %s would be many times faster.</source>
        <translation>Gerechnet wird auf dem Prozessor; Ihre %s wäre um ein Vielfaches schneller.</translation>
    </message>
    <message>
        <source>Computed on the processor: no graphics card that can be used was found.</source>
        <translation>Gerechnet wird auf dem Prozessor: Es wurde keine brauchbare Grafikkarte gefunden.</translation>
    </message>
    <message>
        <source>Computed on the graphics card: %s.</source>
        <translation>Gerechnet wird auf der Grafikkarte: %s.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Images, sounds, videos, 3D shapes (%s)</source>
        <translation>Bilder, Töne, Videos, 3D-Formen (%s)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>ExactCard</name>
    <message>
        <source>Drag into a folder to save.</source>
        <translation>In einen Ordner ziehen speichert.</translation>
    </message>
    <message>
        <source>The same, byte for byte.</source>
        <translation>Dasselbe, Byte für Byte.</translation>
    </message>
    <message>
        <source>Changed: this file may be damaged.</source>
        <translation>Verändert: Diese Datei ist vielleicht beschädigt.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>For this the file lies on the disk of this computer for a moment.</source>
        <translation>Dafür liegt die Datei einen Moment lang auf der Festplatte dieses Computers.</translation>
    </message>
    <message>
        <source>This kind of file cannot be shown here. Save it, and open it with another program.</source>
        <translation>Diese Art Datei kann hier nicht gezeigt werden. Speichern Sie sie, und öffnen Sie sie mit einem anderen Programm.</translation>
    </message>
    <message>
        <source>Click to enlarge. Drag into a folder to save.</source>
        <translation>Klicken vergrößert. In einen Ordner ziehen speichert.</translation>
    </message>
    <message>
        <source>This is the beginning. The whole text is in the file.</source>
        <translation>Das ist der Anfang. Der ganze Text steht in der Datei.</translation>
    </message>
</context>
<context>
    <name>Example</name>
    <message>
        <source>A cup of coffee</source>
        <translation>Eine Tasse Kaffee</translation>
    </message>
    <message>
        <source>A rocket</source>
        <translation>Eine Rakete</translation>
    </message>
    <message>
        <source>A cow</source>
        <translation>Eine Kuh</translation>
    </message>
</context>
<context>
    <name>ExamplePage</name>
    <message>
        <source>An example: a photo of a rocket and a small 3D model of a cow are hidden in a photo of a cup of coffee, and then revealed again. Nothing is written to disk.</source>
        <translation>Ein Beispiel: Ein Foto einer Rakete und ein kleines 3D-Modell einer Kuh werden in einem Foto einer Tasse Kaffee versteckt und wieder aufgedeckt. Auf die Festplatte wird nichts geschrieben.</translation>
    </message>
</context>
<context>
    <name>ExampleResult</name>
    <message>
        <source>Back to the start</source>
        <translation>Zurück zum Start</translation>
    </message>
    <message>
        <source>Save this file…</source>
        <translation>Diese Datei speichern…</translation>
    </message>
    <message>
        <source>Hide my own files</source>
        <translation>Eigene Dateien verstecken</translation>
    </message>
    <message>
        <source>What everyone sees</source>
        <translation>Was alle sehen</translation>
    </message>
    <message>
        <source>What the key reveals</source>
        <translation>Was der Schlüssel aufdeckt</translation>
    </message>
    <message>
        <source>Hidden and revealed</source>
        <translation>Versteckt und aufgedeckt</translation>
    </message>
    <message>
        <source>Nothing was written to disk.</source>
        <translation>Auf die Platte wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Saved as %s.</source>
        <translation>Gespeichert als %s.</translation>
    </message>
    <message>
        <source>In %s, the rocket and the cow were hidden in the photo of the cup: one file of %s. Anyone who opens it sees only the cup and cannot tell whether there is more. Anyone who has the key can reveal both.</source>
        <translation>In %s wurden die Rakete und die Kuh im Foto der Tasse versteckt: eine einzige Datei von %s. Wer sie öffnet, sieht nur die Tasse und kann nicht sagen, ob da mehr ist. Wer den Schlüssel hat, kann beide aufdecken.</translation>
    </message>
    <message>
        <source>The key of this file: %s</source>
        <translation>Der Schlüssel dieser Datei: %s</translation>
    </message>
    <message>
        <source>example</source>
        <translation>beispiel</translation>
    </message>
</context>
<context>
    <name>ExampleTray</name>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>Open this file on the Reveal page</source>
        <translation>Diese Datei beim Aufdecken öffnen</translation>
    </message>
    <message>
        <source>Everyone sees a cup</source>
        <translation>Alle sehen eine Tasse</translation>
    </message>
    <message>
        <source>A cup of coffee</source>
        <translation>Eine Tasse Kaffee</translation>
    </message>
    <message>
        <source>You have its key</source>
        <translation>Ihr Schlüssel dazu</translation>
    </message>
    <message>
        <source>What lies in it?</source>
        <translation>Was liegt darin?</translation>
    </message>
    <message>
        <source>The same file, with the key</source>
        <translation>Dieselbe Datei, mit dem Schlüssel</translation>
    </message>
    <message>
        <source>A finished example: one file of %s, in which a photo and a 3D model are hidden.</source>
        <translation>Ein fertiges Beispiel: eine Datei von %s, in der ein Foto und ein 3D-Modell versteckt sind.</translation>
    </message>
</context>
<context>
    <name>Expander</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>Expectations</name>
    <message>
        <source>about %s</source>
        <translation>etwa %s</translation>
    </message>
    <message>
        <source>≈ %s dB at %s</source>
        <translation>≈ %s dB bei %s</translation>
    </message>
    <message>
        <source>estimating…</source>
        <translation>wird geschätzt …</translation>
    </message>
    <message>
        <source>≈ %s, sound %s dB</source>
        <translation>≈ %s, Ton %s dB</translation>
    </message>
    <message>
        <source>Looking at what will come back…</source>
        <translation>Es wird geprüft, was zurückkommt…</translation>
    </message>
    <message>
        <source>Kept exactly it would take less room: %s.</source>
        <translation>Exakt behalten bräuchte es weniger Platz: %s.</translation>
    </message>
    <message>
        <source>Kept at %s instead of %s.</source>
        <translation>Bewahrt mit %s statt %s.</translation>
    </message>
    <message>
        <source>%s of %s</source>
        <translation>%s von %s</translation>
    </message>
    <message>
        <source>Comes back as it is.</source>
        <translation>Kommt zurück, wie er ist.</translation>
    </message>
    <message>
        <source>Every byte comes back, as one archive.</source>
        <translation>Jedes Byte kommt zurück, als ein Archiv.</translation>
    </message>
    <message>
        <source>Damaged or incomplete. Every byte comes back, as it is.</source>
        <translation>Beschädigt oder unvollständig. Jedes Byte kommt zurück, wie es ist.</translation>
    </message>
    <message>
        <source>Every byte comes back.</source>
        <translation>Jedes Byte kommt zurück.</translation>
    </message>
    <message>
        <source>Its form is kept with new triangles; colours and textures are lost.</source>
        <translation>Die Form bleibt, mit neuen Dreiecken; Farben und Texturen gehen verloren.</translation>
    </message>
    <message>
        <source>This takes about %s of memory; the computer has %s.</source>
        <translation>Das braucht etwa %s Arbeitsspeicher; der Computer hat %s.</translation>
    </message>
    <message>
        <source>Kept with 8 bits per channel; the file has more.</source>
        <translation>Behalten werden 8 Bit pro Farbkanal; die Datei hat mehr.</translation>
    </message>
    <message>
        <source>Every byte comes back, also what the file tells: %s.</source>
        <translation>Jedes Byte kommt zurück, auch was die Datei verrät: %s.</translation>
    </message>
    <message>
        <source>Proposed, because learned it would lose print and fine detail.</source>
        <translation>Vorgeschlagen, weil gelernt Schrift und feine Einzelheiten verloren gingen.</translation>
    </message>
    <message>
        <source>Proposed, because learned it would have fewer pictures a second.</source>
        <translation>Vorgeschlagen, weil er gelernt weniger Bilder in der Sekunde hätte.</translation>
    </message>
    <message>
        <source>Proposed, because learned it would lose its high tones.</source>
        <translation>Vorgeschlagen, weil gelernt seine hohen Töne verloren gingen.</translation>
    </message>
    <message>
        <source>Proposed, because learned so long a sound would get a hiss.</source>
        <translation>Vorgeschlagen, weil gelernt über einem so langen Ton ein Rauschen läge.</translation>
    </message>
    <message>
        <source>Proposed, because learned next to nothing would be left of it.</source>
        <translation>Vorgeschlagen, weil gelernt fast nichts davon bliebe.</translation>
    </message>
    <message>
        <source>Proposed, because learned it would take more room, and get a faint hiss.</source>
        <translation>Vorgeschlagen, denn gelernt bräuchte es mehr Platz und bekäme ein leises Rauschen.</translation>
    </message>
    <message>
        <source>all secrets removed</source>
        <translation>alle Geheimnisse entfernt</translation>
    </message>
    <message>
        <source>%s removed</source>
        <translation>%s entfernt</translation>
    </message>
    <message>
        <source>%s trimmed</source>
        <translation>%s gekürzt</translation>
    </message>
    <message>
        <source>what %s tells removed</source>
        <translation>was %s verrät, entfernt</translation>
    </message>
    <message>
        <source>%s cropped</source>
        <translation>%s zugeschnitten</translation>
    </message>
    <message>
        <source>Leave out %s</source>
        <translation>%s weglassen</translation>
    </message>
    <message>
        <source>Learn %s instead</source>
        <translation>%s stattdessen lernen</translation>
    </message>
    <message>
        <source>Choose Draft</source>
        <translation>Entwurf wählen</translation>
    </message>
    <message>
        <source>Choose Standard</source>
        <translation>Standard wählen</translation>
    </message>
    <message>
        <source>Choose Fine</source>
        <translation>Fein wählen</translation>
    </message>
    <message>
        <source>Use four times the room</source>
        <translation>Vierfachen Platz nehmen</translation>
    </message>
    <message>
        <source>Use twice the room</source>
        <translation>Doppelten Platz nehmen</translation>
    </message>
    <message>
        <source>Use sixteen times the room</source>
        <translation>Sechzehnfachen Platz nehmen</translation>
    </message>
    <message>
        <source>Store exactly</source>
        <translation>Genau speichern</translation>
    </message>
    <message>
        <source>Store at half size</source>
        <translation>In halber Größe speichern</translation>
    </message>
    <message>
        <source>Store at quarter size</source>
        <translation>In Viertelgröße speichern</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Save the cover</source>
        <translation>Hülle speichern</translation>
    </message>
    <message>
        <source>Save the secret</source>
        <translation>Geheimnis speichern</translation>
    </message>
    <message>
        <source>Rendering takes about %s.</source>
        <translation>Das Berechnen dauert etwa %s.</translation>
    </message>
    <message>
        <source>Every point is computed again. You can stop at any time.</source>
        <translation>Jeder Punkt wird neu berechnet. Sie können jederzeit anhalten.</translation>
    </message>
    <message>
        <source>Render</source>
        <translation>Berechnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save all secrets in</source>
        <translation>Alle Geheimnisse speichern in</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>FileComparison</name>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln Byte</numerusform>
            <numerusform>%Ln Byte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileResult</name>
    <message>
        <source>Only in this Undersong file as it is: saved anew by another program, it would be damaged.</source>
        <translation>Nur in dieser Undersong-Datei, wie sie ist: Von einem anderen Programm neu gespeichert, wäre sie beschädigt.</translation>
    </message>
    <message>
        <source>Does not come back as it was. Please hide it again.</source>
        <translation>Kommt nicht so zurück, wie es war. Bitte verstecken Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>FileTag</name>
    <message>
        <source>Drag the file out</source>
        <translation>Datei herausziehen</translation>
    </message>
    <message>
        <source>Into a folder, a mail or a chat</source>
        <translation>In einen Ordner, eine Mail oder einen Chat</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>The tests</source>
        <translation>Die Prüfungen</translation>
    </message>
    <message>
        <source>Files with nothing hidden</source>
        <translation>Dateien, in denen nichts versteckt ist</translation>
    </message>
    <message>
        <source>Unprotected files (the published method)</source>
        <translation>Ungeschützte Dateien (das veröffentlichte Verfahren)</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>Diese Datei</translation>
    </message>
</context>
<context>
    <name>FinishedView</name>
    <message>
        <source>Back to the queue</source>
        <translation>Zurück zur Warteschlange</translation>
    </message>
    <message>
        <source>This is what others will get</source>
        <translation>Das bekommen andere</translation>
    </message>
    <message>
        <source>Read back from the file that was saved.</source>
        <translation>Aus der gespeicherten Datei zurückgelesen.</translation>
    </message>
</context>
<context>
    <name>FitPlot</name>
    <message>
        <source>No measurements yet</source>
        <translation>Noch keine Messwerte</translation>
    </message>
</context>
<context>
    <name>FitView</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Quality (%s)</source>
        <translation>Qualität (%s)</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>Use it as it is</source>
        <translation>So verwenden, wie es ist</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Choose the next one meanwhile</source>
        <translation>Inzwischen das Nächste auswählen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Fitting the cover around the secrets</source>
        <translation>Trainiert die Hülle</translation>
    </message>
    <message>
        <source>Fitting the cover</source>
        <translation>Trainiert die Hülle</translation>
    </message>
    <message>
        <source>Ends this step: what it has come to is used.</source>
        <translation>Beendet diesen Schritt: Verwendet wird, was bis jetzt erreicht ist.</translation>
    </message>
    <message>
        <source>Go on with the next file</source>
        <translation>Mit der nächsten Datei weitermachen</translation>
    </message>
    <message>
        <source>On to the next step</source>
        <translation>Weiter zum nächsten Schritt</translation>
    </message>
    <message>
        <source>Fitting the cover around the secret</source>
        <translation>Trainiert die Hülle</translation>
    </message>
    <message>
        <source>Checking the result</source>
        <translation>Prüft das Ergebnis</translation>
    </message>
    <message>
        <source> (sound)</source>
        <translation> (Ton)</translation>
    </message>
    <message>
        <source> (frames)</source>
        <translation> (Bilder)</translation>
    </message>
    <message>
        <source>Fitting secrets %d to %d of %d</source>
        <translation>Trainiert die Geheimnisse %d bis %d von %d</translation>
    </message>
    <message>
        <source>Fitting the secret</source>
        <translation>Trainiert das Geheimnis</translation>
    </message>
    <message>
        <source>Fitting secret %d of %d</source>
        <translation>Trainiert Geheimnis %d von %d</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>Wird abgeschlossen…</translation>
    </message>
    <message>
        <source>Device: %s, as chosen under Advanced.</source>
        <translation>Gerät: %s, wie unter „Erweitert“ gewählt.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>FitsWell</name>
    <message>
        <source>Photos: up to %s x %s pixels; larger ones get smaller</source>
        <translation>Fotos: bis %s x %s Pixel; größere werden kleiner</translation>
    </message>
    <message>
        <source>Speech: up to %s seconds stay clear; longer gets duller</source>
        <translation>Sprache: bis %s Sekunden bleibt sie klar; längere wird dumpfer</translation>
    </message>
    <message>
        <source>Films: about %s seconds as a small picture; best kept exactly</source>
        <translation>Filme: etwa %s Sekunden als kleines Bild; besser exakt bewahren</translation>
    </message>
    <message>
        <source>3D shapes: of any size, without colours</source>
        <translation>3D-Formen: jeder Größe, ohne Farben</translation>
    </message>
    <message>
        <source>Scans, documents and all else: byte for byte, about 2 MB beside a large photo</source>
        <translation>Scans, Dokumente und alles andere: Byte für Byte, etwa 2 MB in einem großen Foto</translation>
    </message>
    <message>
        <source>A photo is best: the larger, the more it hides</source>
        <translation>Am besten ein Foto: je größer, desto mehr fasst es</translation>
    </message>
    <message>
        <source>Music, a film or a 3D shape will do as well</source>
        <translation>Musik, ein Film oder eine 3D-Form geht auch</translation>
    </message>
    <message>
        <source>It becomes a network too, and comes out a little softer</source>
        <translation>Auch sie wird ein Netz und kommt ein wenig weicher heraus</translation>
    </message>
    <message>
        <source>One that nobody else has, and each only once: two files can be compared</source>
        <translation>Eine, die sonst niemand hat, und jede nur einmal: Zwei Dateien lassen sich vergleichen</translation>
    </message>
</context>
<context>
    <name>FolderQuestion</name>
    <message>
        <source>As one archive</source>
        <translation>Als ein Archiv</translation>
    </message>
    <message>
        <source>The media one by one</source>
        <translation>Die Medien einzeln</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>As one archive everything in it comes back, byte for byte. One by one, only its images, sounds, videos and 3D shapes are hidden, each as a secret of its own.</source>
        <translation>Als ein Archiv kommt alles darin Byte für Byte zurück. Einzeln werden nur die Bilder, Töne, Videos und 3D-Formen darin versteckt, jedes als eigenes Geheimnis.</translation>
    </message>
    <message>
        <source>How is the folder to be hidden?</source>
        <translation>Wie soll der Ordner versteckt werden?</translation>
    </message>
    <message>
        <source>There is no place for %s. A folder can be added as one archive.</source>
        <translation>Für %s ist kein Platz. Ein Ordner kann als ein Archiv hinzugefügt werden.</translation>
    </message>
</context>
<context>
    <name>GradeBar</name>
    <message>
        <source>%s: grade %d of 4</source>
        <translation>%s: Stufe %d von 4</translation>
    </message>
</context>
<context>
    <name>GroupRow</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Einklappen</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
    <message>
        <source>The key</source>
        <translation>Der Schlüssel</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Is it safe?</source>
        <translation>Sicher?</translation>
    </message>
    <message>
        <source>Show the words…</source>
        <translation>Wörter zeigen…</translation>
    </message>
    <message>
        <source>I have pasted it</source>
        <translation>Ist eingefügt</translation>
    </message>
    <message>
        <source>The clipboard forgets the key within a minute.</source>
        <translation>Die Zwischenablage vergisst den Schlüssel in einer Minute.</translation>
    </message>
    <message>
        <source>It opens only in Undersong, and shows the cover to everyone. Send it as a file, not as a picture: a screenshot or a copy that another program saved reveals nothing.</source>
        <translation>Sie öffnet sich nur in Undersong und zeigt jedem die Hülle. Als Datei verschicken, nicht als Bild: Ein Bildschirmfoto oder eine Kopie aus einem anderen Programm verrät nichts mehr.</translation>
    </message>
    <message>
        <source>Then enter the key, which I send you another way: twelve words, or a file with them.</source>
        <translation>Gib dann den Schlüssel ein, den ich dir auf anderem Weg schicke: zwölf Wörter, oder eine Datei mit ihnen.</translation>
    </message>
    <message>
        <source>Install it, start it, and drop the file on its window.</source>
        <translation>Installiere und starte es, und zieh die Datei auf sein Fenster.</translation>
    </message>
    <message>
        <source>I am sending you the file %s. It opens in Undersong, a free program that needs no internet (%s or later).</source>
        <translation>Ich schicke dir die Datei %s. Sie öffnet sich in Undersong, einem freien Programm, das ohne Internet auskommt (ab Version %s).</translation>
    </message>
    <message>
        <source>Keep the file as it is. Do not save it with another program, and pass it on as a file only.</source>
        <translation>Lass die Datei, wie sie ist. Speichere sie nicht mit einem anderen Programm, und gib sie nur als Datei weiter.</translation>
    </message>
    <message>
        <source>Opens: %s</source>
        <translation>Öffnet: %s</translation>
    </message>
    <message>
        <source>Send it another way than the file: whoever has both has the secrets. It is stored nowhere.</source>
        <translation>Auf anderem Weg als die Datei schicken: Wer beides hat, hat die Geheimnisse. Er wird nirgends gespeichert.</translation>
    </message>
    <message>
        <source>Your passphrase. Tell it another way than you send the file.</source>
        <translation>Ihre Passphrase. Sagen Sie sie auf anderem Weg weiter, als Sie die Datei schicken.</translation>
    </message>
    <message>
        <source>Nothing is hidden in this file, so there is no key to hand over.</source>
        <translation>In dieser Datei ist nichts versteckt, also gibt es keinen Schlüssel zu übergeben.</translation>
    </message>
    <message>
        <source>It lies in %s</source>
        <translation>Sie liegt in %s</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Is my file safe?</source>
        <translation>Ist meine Datei sicher?</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>About Undersong…</source>
        <translation>Über Undersong…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Chapters of the guide</source>
        <translation>Kapitel der Anleitung</translation>
    </message>
</context>
<context>
    <name>HidePage</name>
    <message>
        <source>To add a secret, the file has to be made again.</source>
        <translation>Um ein Geheimnis hinzuzufügen, muss die Datei neu gemacht werden.</translation>
    </message>
    <message>
        <source>Make it again</source>
        <translation>Neu machen</translation>
    </message>
    <message>
        <source>The file is still being made.</source>
        <translation>Die Datei wird noch gemacht.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>The unfinished file would be lost.</source>
        <translation>Die unfertige Datei ginge verloren.</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>Ohne ihn weitermachen</translation>
    </message>
    <message>
        <source>It would have to be made again.</source>
        <translation>Sie müsste neu gemacht werden.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Keep and close</source>
        <translation>Aufheben und schließen</translation>
    </message>
    <message>
        <source>Close without it</source>
        <translation>Ohne ihn schließen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Stop learning on?</source>
        <translation>Nicht weiter lernen?</translation>
    </message>
    <message>
        <source>The finished file stays as it was before.</source>
        <translation>Die fertige Datei bleibt, wie sie vorher war.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Kept, it lies on this computer, encrypted with its key, and can go on later.</source>
        <translation>Aufgehoben liegt sie verschlüsselt mit ihrem Schlüssel auf diesem Computer, und es geht später weiter.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>Show it again</source>
        <translation>Noch einmal zeigen</translation>
    </message>
    <message>
        <source>The key would be lost.</source>
        <translation>Der Schlüssel ginge verloren.</translation>
    </message>
    <message>
        <source>It opens what is kept, and is stored nowhere: write it down or save it.</source>
        <translation>Er öffnet, was aufgehoben wird, und ist nirgends gespeichert: Schreiben Sie ihn auf oder speichern Sie ihn.</translation>
    </message>
    <message>
        <source>Without it nobody can take up this hide again, not even you.</source>
        <translation>Ohne ihn kann niemand dieses Verstecken fortsetzen, auch Sie nicht.</translation>
    </message>
    <message>
        <source>The file is ready and checked. It is not saved yet.</source>
        <translation>Die Datei ist fertig und geprüft. Gespeichert ist sie noch nicht.</translation>
    </message>
</context>
<context>
    <name>ImageComparison</name>
    <message>
        <source>Difference × %d</source>
        <translation>Unterschied × %d</translation>
    </message>
</context>
<context>
    <name>ImagePreview</name>
    <message>
        <source>Zoom: mouse wheel or + and −. Move: drag. Fit to window: 0.</source>
        <translation>Vergrößern: Mausrad oder + und −. Verschieben: ziehen. Einpassen: 0.</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>The key of this file</source>
        <translation>Der Schlüssel dieser Datei</translation>
    </message>
    <message>
        <source>The keys of this file</source>
        <translation>Die Schlüssel dieser Datei</translation>
    </message>
    <message>
        <source>The clipboard forgets the words within a minute, and when the program closes: paste them first.</source>
        <translation>Die Zwischenablage vergisst die Wörter nach einer Minute und wenn das Programm schließt: Fügen Sie sie vorher ein.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>I have written the words down, or pasted them</source>
        <translation>Ich habe die Wörter aufgeschrieben oder eingefügt</translation>
    </message>
    <message>
        <source>The key would be lost.</source>
        <translation>Der Schlüssel ginge verloren.</translation>
    </message>
    <message>
        <source>Without it nobody can reveal the secrets, not even you. Here it is once more.</source>
        <translation>Ohne ihn kann niemand die Geheimnisse aufdecken, auch Sie nicht. Hier ist er noch einmal.</translation>
    </message>
    <message>
        <source>The key is only copied.</source>
        <translation>Der Schlüssel ist nur kopiert.</translation>
    </message>
    <message>
        <source>The clipboard forgets it within a minute, and when the program closes: paste it where it stays.</source>
        <translation>Die Zwischenablage vergisst ihn nach einer Minute und wenn das Programm schließt: Fügen Sie ihn dort ein, wo er bleibt.</translation>
    </message>
</context>
<context>
    <name>KeyEntry</name>
    <message>
        <source>Twelve words</source>
        <translation>Zwölf Wörter</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>This file contains no key.</source>
        <translation>Diese Datei enthält keinen Schlüssel.</translation>
    </message>
    <message>
        <source>Word %d: %s is not a word that keys use. Did you mean:</source>
        <translation>Wort %d: %s kommt in Schlüsseln nicht vor. Gemeint ist vielleicht:</translation>
    </message>
    <message>
        <source>Word %d: %s is not a word that keys use. Is it misspelled?</source>
        <translation>Wort %d: %s kommt in Schlüsseln nicht vor. Ist es verschrieben?</translation>
    </message>
    <message>
        <source>Word %d: %s</source>
        <translation>Wort %d: %s</translation>
    </message>
    <message>
        <source>A key has twelve words, not %d.</source>
        <translation>Ein Schlüssel hat zwölf Wörter, nicht %d.</translation>
    </message>
    <message>
        <source>These words do not form a key: one is wrong, or two are swapped.</source>
        <translation>Diese Wörter ergeben keinen Schlüssel: Eines ist falsch, oder zwei sind vertauscht.</translation>
    </message>
    <message>
        <source>The passphrase</source>
        <translation>Die Passphrase</translation>
    </message>
    <message>
        <source>Type or paste the key, or drop a key file here.</source>
        <translation>Eintippen, einfügen oder Schlüsseldatei ablegen.</translation>
    </message>
    <message>
        <source>Press Enter to reveal.</source>
        <translation>Die Eingabetaste deckt auf.</translation>
    </message>
    <message>
        <source>%d of 12 words</source>
        <translation>%d von 12 Wörtern</translation>
    </message>
</context>
<context>
    <name>KeyFirstDialog</name>
    <message>
        <source>The queue makes and saves this file on its own, and the key is stored nowhere. Note it now: it opens the secrets, and after a restart it lets the hide go on.</source>
        <translation>Die Warteschlange macht und speichert diese Datei von selbst, und der Schlüssel ist nirgends gespeichert. Halten Sie ihn jetzt fest: Er öffnet die Geheimnisse, und nach einem Neustart geht es nur mit ihm weiter.</translation>
    </message>
    <message>
        <source>First keep the key</source>
        <translation>Erst den Schlüssel festhalten</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>In die Warteschlange</translation>
    </message>
</context>
<context>
    <name>KeyNames</name>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Key %s</source>
        <translation>Schlüssel %s</translation>
    </message>
</context>
<context>
    <name>KeyPanel</name>
    <message>
        <source>Your passphrase is used unless you enter another one here.</source>
        <translation>Ihre Passphrase gilt, solange Sie hier keine andere eingeben.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>The clipboard has it for a minute: paste it where it stays.</source>
        <translation>Die Zwischenablage hat ihn eine Minute lang: Fügen Sie ihn dort ein, wo er bleibt.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
    <message>
        <source>New words</source>
        <translation>Neue Wörter</translation>
    </message>
    <message>
        <source>Anyone with these words can reveal the secrets. Without them nobody can, not even you.</source>
        <translation>Wer diese Wörter hat, kann die Geheimnisse aufdecken. Ohne sie kann es niemand, auch Sie nicht.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Save the key</source>
        <translation>Schlüssel speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>The twelve words as a QR code</source>
        <translation>Die zwölf Wörter als QR-Code</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A phone camera can read the twelve words from this code.</source>
        <translation>Eine Handykamera kann die zwölf Wörter aus diesem Code lesen.</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Anyone with these words and the Undersong file can reveal the secrets. Keep this page safe.</source>
        <translation>Wer diese Wörter und die Undersong-Datei hat, kann die Geheimnisse aufdecken. Verwahren Sie dieses Blatt sicher.</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Twelve words</source>
        <translation>Zwölf Wörter</translation>
    </message>
    <message>
        <source>Own passphrase</source>
        <translation>Eigene Passphrase</translation>
    </message>
    <message>
        <source>Name of this key, on this page only</source>
        <translation>Name dieses Schlüssels, nur auf dieser Seite</translation>
    </message>
    <message>
        <source>A name, as “Anna”</source>
        <translation>Ein Name, etwa „Anna“</translation>
    </message>
    <message>
        <source>Add a key for someone else…</source>
        <translation>Schlüssel für jemand anderen hinzufügen…</translation>
    </message>
    <message>
        <source>…or one to give away if I am forced</source>
        <translation>…oder einen zum Hergeben, falls ich gezwungen werde</translation>
    </message>
    <message>
        <source>If I am forced</source>
        <translation>Falls ich muss</translation>
    </message>
    <message>
        <source>Two keys are the same: each would reveal the secrets of the other.</source>
        <translation>Zwei Schlüssel sind gleich: Jeder würde die Geheimnisse des anderen aufdecken.</translation>
    </message>
    <message>
        <source>Reveals %s.</source>
        <translation>Deckt %s auf.</translation>
    </message>
    <message>
        <source>Reveals nothing yet.</source>
        <translation>Deckt noch nichts auf.</translation>
    </message>
    <message>
        <source>Choose a key on the card of each secret. A key can be a decoy: give it away, and nobody can tell that there are others.</source>
        <translation>Wählen Sie auf der Karte jedes Geheimnisses einen Schlüssel. Ein Schlüssel kann ein Scheinschlüssel sein: Geben Sie ihn heraus, und niemand kann sagen, ob es noch andere gibt.</translation>
    </message>
    <message>
        <source>Remove this key</source>
        <translation>Diesen Schlüssel entfernen</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Distance from 0 (dark) to %s %% of the size (bright)</source>
        <translation>Abstand von 0 (dunkel) bis %s %% der Größe (hell)</translation>
    </message>
    <message>
        <source>%s %% of the size</source>
        <translation>%s %% der Größe</translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message>
        <source>Enter a key…</source>
        <translation>Schlüssel eingeben…</translation>
    </message>
    <message>
        <source>Remove the finished ones</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>What happens at the end of the queue</source>
        <translation>Was am Ende der Warteschlange geschieht</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>quit, if nothing failed</source>
        <translation>beenden, wenn alles gelang</translation>
    </message>
    <message>
        <source>let the computer sleep</source>
        <translation>Computer schlafen lassen</translation>
    </message>
    <message>
        <source>Stop after this one</source>
        <translation>Nach diesem anhalten</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alles anhalten</translation>
    </message>
    <message>
        <source>Start the queue</source>
        <translation>Warteschlange starten</translation>
    </message>
    <message>
        <source>Nothing waits here. Choose on the Hide page what goes into what, and press “Add to the queue…”: each hide gets its own file and its own key, and they are made one after another.</source>
        <translation>Hier wartet nichts. Wählen Sie unter „Verstecken“, was worin verschwindet, und drücken Sie „In die Warteschlange…“: Jeder Auftrag bekommt seine eigene Datei und seinen eigenen Schlüssel, und einer nach dem anderen wird gemacht.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message numerus="yes">
        <source>%n hide(s)</source>
        <translation>
            <numerusform>%n Auftrag</numerusform>
            <numerusform>%n Aufträge</numerusform>
        </translation>
    </message>
    <message>
        <source>about %s in all</source>
        <translation>zusammen etwa %s</translation>
    </message>
    <message>
        <source>more than %s in all</source>
        <translation>zusammen mehr als %s</translation>
    </message>
    <message>
        <source>Everything is paused.</source>
        <translation>Alles ist angehalten.</translation>
    </message>
    <message>
        <source>The queue stops after this one.</source>
        <translation>Die Warteschlange hält nach diesem Auftrag an.</translation>
    </message>
    <message>
        <source>The queue waits for its start.</source>
        <translation>Die Warteschlange wartet auf den Start.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>At the end:</source>
        <translation>Am Ende:</translation>
    </message>
</context>
<context>
    <name>Look</name>
    <message>
        <source>Look closer</source>
        <translation>Näher ansehen</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>Kommt zurück</translation>
    </message>
</context>
<context>
    <name>LookDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>LookOffers</name>
    <message>
        <source>Change the text…</source>
        <translation>Text ändern…</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>Zuschneiden…</translation>
    </message>
    <message>
        <source>Remove: %s</source>
        <translation>Entfernen: %s</translation>
    </message>
    <message>
        <source>Learn it instead</source>
        <translation>Stattdessen lernen</translation>
    </message>
    <message>
        <source>Keep it exactly (%s)</source>
        <translation>Exakt bewahren (%s)</translation>
    </message>
    <message>
        <source>Trim…</source>
        <translation>Kürzen…</translation>
    </message>
    <message>
        <source>A larger cover…</source>
        <translation>Eine größere Hülle…</translation>
    </message>
</context>
<context>
    <name>Measures</name>
    <message>
        <source>The picture against its error: more is closer</source>
        <translation>Das Bild gegen seinen Fehler: mehr ist näher</translation>
    </message>
    <message>
        <source>The sound against its error: more is closer</source>
        <translation>Der Ton gegen seinen Fehler: mehr ist näher</translation>
    </message>
    <message>
        <source>How alike edges and surfaces are: 1 is the same</source>
        <translation>Wie ähnlich Kanten und Flächen sind: 1 ist dasselbe</translation>
    </message>
    <message>
        <source>The share of space that both fill: 1 is the same</source>
        <translation>Der Anteil des Raums, den beide füllen: 1 ist dasselbe</translation>
    </message>
    <message>
        <source>Surfaces %s %% of the size apart</source>
        <translation>Oberflächen %s %% der Größe entfernt</translation>
    </message>
    <message>
        <source>Off by %s %% of full loudness</source>
        <translation>Abweichung: %s %% der vollen Lautstärke</translation>
    </message>
    <message>
        <source>On average off by %s of 255</source>
        <translation>Mittlere Abweichung: %s von 255</translation>
    </message>
    <message>
        <source>Typically off by %s of 255</source>
        <translation>Typische Abweichung: %s von 255</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>This file could not be opened.</source>
        <translation>Diese Datei ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Check that it opens in another program, or choose another image, sound, video or 3D shape.</source>
        <translation>Sehen Sie nach, ob ein anderes Programm sie öffnet, oder wählen Sie ein anderes Bild, einen anderen Ton, ein anderes Video oder eine andere 3D-Form.</translation>
    </message>
    <message>
        <source>Open it and choose the images, sounds, videos or 3D shapes to hide.</source>
        <translation>Öffnen Sie ihn, und wählen Sie die Bilder, Töne, Videos oder 3D-Formen, die Sie verstecken möchten.</translation>
    </message>
    <message>
        <source>Open it under Reveal, or choose an image, a sound, a video or a 3D shape.</source>
        <translation>Öffnen Sie sie unter Aufdecken, oder wählen Sie ein Bild, einen Ton, ein Video oder eine 3D-Form.</translation>
    </message>
    <message>
        <source>The secrets do not fit into this file.</source>
        <translation>Die Geheimnisse passen nicht in diese Datei.</translation>
    </message>
    <message>
        <source>This is not a complete key.</source>
        <translation>Das ist kein vollständiger Schlüssel.</translation>
    </message>
    <message>
        <source>Compare it word by word with the key you were given: it has twelve words.</source>
        <translation>Vergleichen Sie ihn Wort für Wort mit dem Schlüssel, den Sie bekommen haben: Er hat zwölf Wörter.</translation>
    </message>
    <message>
        <source>This is not the key of this unfinished hide, or the saved state is damaged.</source>
        <translation>Das ist nicht der Schlüssel dieses unfertigen Versteckens, oder der gespeicherte Stand ist beschädigt.</translation>
    </message>
    <message>
        <source>Check every word, or the passphrase with its capitals and spaces. You can try as often as you like.</source>
        <translation>Prüfen Sie jedes Wort, oder die Passphrase mit ihren Großbuchstaben und Leerzeichen. Sie können es beliebig oft versuchen.</translation>
    </message>
    <message>
        <source>This is not an Undersong file, or it is damaged.</source>
        <translation>Das ist keine Undersong-Datei, oder sie ist beschädigt.</translation>
    </message>
    <message>
        <source>Nothing was revealed.</source>
        <translation>Nichts wurde aufgedeckt.</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>Der Speicher reicht nicht.</translation>
    </message>
    <message>
        <source>Choose “Automatic” in the settings and under Advanced: the processor always works.</source>
        <translation>Wählen Sie in den Einstellungen und unter „Erweitert“ die Vorgabe „Automatisch“: Der Prozessor geht immer.</translation>
    </message>
    <message>
        <source>Unfinished work cannot be kept on this computer at the moment.</source>
        <translation>Unfertige Arbeit kann auf diesem Rechner zurzeit nicht aufbewahrt werden.</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>Die Datei ließ sich nicht speichern.</translation>
    </message>
    <message>
        <source>%s could not be opened.</source>
        <translation>%s ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <source>%s is not an Undersong file, or it is damaged.</source>
        <translation>%s ist keine Undersong-Datei oder ist beschädigt.</translation>
    </message>
    <message>
        <source>%s could not be saved.</source>
        <translation>%s ließ sich nicht speichern.</translation>
    </message>
    <message>
        <source>This folder was not added.</source>
        <translation>Dieser Ordner wurde nicht hinzugefügt.</translation>
    </message>
    <message>
        <source>This is already an Undersong file.</source>
        <translation>Das ist schon eine Undersong-Datei.</translation>
    </message>
    <message>
        <source>Choose more room under Advanced, a larger cover, or fewer secrets.</source>
        <translation>Wählen Sie unter Erweitert mehr Platz, eine größere Hülle oder weniger Geheimnisse.</translation>
    </message>
    <message>
        <source>One Undersong file cannot hold so many secrets or keys.</source>
        <translation>So viele Geheimnisse oder Schlüssel fasst eine Undersong-Datei nicht.</translation>
    </message>
    <message>
        <source>Remove some, and hide them in another file.</source>
        <translation>Entfernen Sie einige, und verstecken Sie sie in einer weiteren Datei.</translation>
    </message>
    <message>
        <source>This is too large to be rendered.</source>
        <translation>Das ist zu groß, um berechnet zu werden.</translation>
    </message>
    <message>
        <source>Choose a smaller size.</source>
        <translation>Wählen Sie eine kleinere Größe.</translation>
    </message>
    <message>
        <source>Ask for the file again, sent as a file and not as a picture.</source>
        <translation>Lassen Sie sich die Datei noch einmal schicken, als Datei und nicht als Bild.</translation>
    </message>
    <message>
        <source>This unfinished hide cannot be resumed.</source>
        <translation>Dieses unfertige Verstecken lässt sich nicht fortsetzen.</translation>
    </message>
    <message>
        <source>It was begun by another version of Undersong, or its saved state is damaged. Resume it with the version that began it, or discard it and hide the files again.</source>
        <translation>Es wurde mit einer anderen Version von Undersong begonnen, oder der gespeicherte Stand ist beschädigt. Setzen Sie es mit jener Version fort, oder verwerfen Sie es, und verstecken Sie die Dateien noch einmal.</translation>
    </message>
    <message>
        <source>This unfinished hide is already going on.</source>
        <translation>Dieses angefangene Verstecken läuft bereits.</translation>
    </message>
    <message>
        <source>Look for it in another window of Undersong, or on the command line.</source>
        <translation>Es läuft in einem anderen Fenster von Undersong oder auf der Kommandozeile.</translation>
    </message>
    <message>
        <source>The key belongs to another file, nothing is hidden in this file, or the file was changed on the way to you. Nobody can tell these cases apart. Check the key and try again.</source>
        <translation>Der Schlüssel gehört zu einer anderen Datei, hier ist nichts versteckt, oder die Datei wurde verändert: Das kann niemand unterscheiden. Prüfen Sie den Schlüssel, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The computation took too long and was stopped.</source>
        <translation>Die Berechnung dauerte zu lange und wurde angehalten.</translation>
    </message>
    <message>
        <source>Close other programs and try again, or choose a simpler shape.</source>
        <translation>Schließen Sie andere Programme und versuchen Sie es noch einmal, oder wählen Sie eine einfachere Form.</translation>
    </message>
    <message>
        <source>Close other programs, choose a faster quality, or hide smaller files.</source>
        <translation>Schließen Sie andere Programme, wählen Sie eine schnellere Qualität, oder verstecken Sie kleinere Dateien.</translation>
    </message>
    <message>
        <source>The selected device is missing or cannot be used.</source>
        <translation>Das gewählte Gerät fehlt oder lässt sich nicht benutzen.</translation>
    </message>
    <message>
        <source>Training failed to converge.</source>
        <translation>Das Training ist nicht konvergiert.</translation>
    </message>
    <message>
        <source>Start again. If it fails again, choose another quality or another cover.</source>
        <translation>Beginnen Sie noch einmal. Misslingt es wieder, wählen Sie eine andere Qualität oder eine andere Hülle.</translation>
    </message>
    <message>
        <source>Place, names and dates could not be removed from this file.</source>
        <translation>Ort, Namen und Daten konnten aus dieser Datei nicht entfernt werden.</translation>
    </message>
    <message>
        <source>Remove them with the program that made it, or hide the file with what it tells.</source>
        <translation>Entfernen Sie sie mit dem Programm, das die Datei gemacht hat, oder verstecken Sie sie mit dem, was sie verrät.</translation>
    </message>
    <message>
        <source>The hide goes on, but if it is interrupted it has to be made again. Check that the disk has free space.</source>
        <translation>Das Verstecken geht weiter; wird es aber unterbrochen, muss es neu gemacht werden. Prüfen Sie, ob noch Speicherplatz frei ist.</translation>
    </message>
    <message>
        <source>Check that the disk has free space and that you may write to this folder, or choose another.</source>
        <translation>Prüfen Sie, ob auf der Festplatte Platz ist und ob Sie in diesen Ordner schreiben dürfen, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>These files could not be opened: %s</source>
        <translation>Diese Dateien ließen sich nicht öffnen: %s</translation>
    </message>
    <message>
        <source>The folder %s was not added.</source>
        <translation>Der Ordner %s wurde nicht hinzugefügt.</translation>
    </message>
    <message>
        <source>These folders were not added: %s</source>
        <translation>Diese Ordner wurden nicht hinzugefügt: %s</translation>
    </message>
    <message>
        <source>%s is already an Undersong file.</source>
        <translation>%s ist schon eine Undersong-Datei.</translation>
    </message>
    <message>
        <source>These are already Undersong files: %s</source>
        <translation>Diese sind schon Undersong-Dateien: %s</translation>
    </message>
    <message>
        <source>These are not Undersong files, or are damaged: %s</source>
        <translation>Diese sind keine Undersong-Dateien oder sind beschädigt: %s</translation>
    </message>
    <message>
        <source>These files could not be saved: %s</source>
        <translation>Diese Dateien ließen sich nicht speichern: %s</translation>
    </message>
    <message>
        <source>It is a folder.</source>
        <translation>Es ist ein Ordner.</translation>
    </message>
    <message>
        <source>It is not an ordinary file.</source>
        <translation>Es ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>You are not allowed to read it.</source>
        <translation>Sie dürfen die Datei nicht lesen.</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>This program cannot read files of its type.</source>
        <translation>Dieses Programm kann Dateien dieser Art nicht lesen.</translation>
    </message>
    <message>
        <source>It is a raw photo (%s): save it as JPEG or PNG first.</source>
        <translation>Die Datei ist ein Rohfoto (%s): Speichern Sie sie zuerst als JPEG oder PNG.</translation>
    </message>
    <message>
        <source>It is a %s file: save it as PNG or JPEG first.</source>
        <translation>Die Datei ist vom Typ %s: Speichern Sie sie zuerst als PNG oder JPEG.</translation>
    </message>
    <message>
        <source>It is a %s file: save it as STL or GLB first.</source>
        <translation>Die Datei ist vom Typ %s: Speichern Sie sie zuerst als STL oder GLB.</translation>
    </message>
    <message>
        <source>It is a %s file: save it as MP4 first.</source>
        <translation>Die Datei ist vom Typ %s: Speichern Sie sie zuerst als MP4.</translation>
    </message>
    <message>
        <source>It is a %s file: save it as WAV or FLAC first.</source>
        <translation>Die Datei ist vom Typ %s: Speichern Sie sie zuerst als WAV oder FLAC.</translation>
    </message>
    <message>
        <source>It is compressed with %s: save it without that compression.</source>
        <translation>Die Datei ist mit %s komprimiert: Speichern Sie sie ohne diese Kompression.</translation>
    </message>
    <message>
        <source>It is too thin: hardly anything of it would come back. Give it more thickness.</source>
        <translation>Die Form ist zu dünn: Kaum etwas von ihr käme zurück. Geben Sie ihr mehr Dicke.</translation>
    </message>
    <message>
        <source>All of its triangles are degenerate: a shape needs a surface.</source>
        <translation>Alle ihre Dreiecke sind entartet: Eine Form braucht eine Oberfläche.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>It has no inside: its faces are turned at random. Make their sides alike, and save it again.</source>
        <translation>Die Form hat kein Inneres: Ihre Flächen sind beliebig gewendet. Richten Sie sie einheitlich aus, und speichern Sie die Form neu.</translation>
    </message>
    <message>
        <source>It is damaged or incomplete.</source>
        <translation>Die Datei ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>It is too large for this program.</source>
        <translation>Die Datei ist zu groß für dieses Programm.</translation>
    </message>
    <message>
        <source>Reading it takes too long.</source>
        <translation>Das Lesen der Datei dauert zu lange.</translation>
    </message>
    <message>
        <source>It holds points or lines but no triangles: a shape needs a surface.</source>
        <translation>Die Datei enthält Punkte oder Linien, aber keine Dreiecke: Eine Form braucht eine Oberfläche.</translation>
    </message>
    <message>
        <source>It is flat: a shape needs an inside.</source>
        <translation>Die Datei ist flach: Eine Form braucht ein Inneres.</translation>
    </message>
    <message>
        <source>Choose it again where it is now, or another file.</source>
        <translation>Wählen Sie sie dort, wo sie jetzt ist, oder eine andere Datei.</translation>
    </message>
    <message>
        <source>Then choose the file you saved.</source>
        <translation>Wählen Sie dann die gespeicherte Datei.</translation>
    </message>
    <message>
        <source>Give yourself the right to read it, or choose another file.</source>
        <translation>Geben Sie sich das Recht, sie zu lesen, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Memory is short: training continues in smaller chunks.</source>
        <translation>Der Speicher ist knapp: Das Training geht in kleineren Portionen weiter.</translation>
    </message>
    <message>
        <source>The graphics card has too little memory: training continues on the processor.</source>
        <translation>Die Grafikkarte hat zu wenig Speicher: Das Training geht auf dem Prozessor weiter.</translation>
    </message>
    <message>
        <source>Training diverged: it continues from the best weights so far.</source>
        <translation>Das Training ist divergiert: Es geht von den bisher besten Gewichten aus weiter.</translation>
    </message>
    <message>
        <source>The cover did not become bit-exact in the time it had.</source>
        <translation>Die Hülle wurde in der verfügbaren Zeit nicht bitgenau.</translation>
    </message>
    <message>
        <source>The secrets need %s more room than there is.</source>
        <translation>Die Geheimnisse brauchen %s mehr Platz, als da ist.</translation>
    </message>
    <message>
        <source>The secrets need %d %% more room than there is.</source>
        <translation>Die Geheimnisse brauchen %d %% mehr Platz, als da ist.</translation>
    </message>
</context>
<context>
    <name>Metadata</name>
    <message>
        <source>place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>serial number</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>software</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>a small copy of the picture</source>
        <translation>eine kleine Kopie des Bildes</translation>
    </message>
    <message>
        <source>something behind the content</source>
        <translation>etwas hinter dem Inhalt</translation>
    </message>
    <message>
        <source>more</source>
        <translation>mehr</translation>
    </message>
</context>
<context>
    <name>ModeBar</name>
    <message>
        <source>Difference amplified %d times</source>
        <translation>Unterschied %d-fach verstärkt</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>Passphrase</name>
    <message>
        <source>Use four or five unrelated words.</source>
        <translation>Nehmen Sie vier oder fünf Wörter, die nichts miteinander zu tun haben.</translation>
    </message>
    <message>
        <source>Too easy to guess: add unrelated words.</source>
        <translation>Zu leicht zu erraten: Fügen Sie Wörter hinzu, die nichts miteinander zu tun haben.</translation>
    </message>
    <message>
        <source>Acceptable. One more word would be better.</source>
        <translation>Ausreichend. Ein Wort mehr wäre besser.</translation>
    </message>
    <message>
        <source>Hard to guess.</source>
        <translation>Schwer zu erraten.</translation>
    </message>
</context>
<context>
    <name>PassphraseField</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Repeat the passphrase</source>
        <translation>Passphrase wiederholen</translation>
    </message>
    <message>
        <source>The passphrases differ.</source>
        <translation>Die Passphrasen sind verschieden.</translation>
    </message>
    <message>
        <source>Repeat it below.</source>
        <translation>Wiederholen Sie sie unten.</translation>
    </message>
    <message>
        <source>Strength of the passphrase: %s</source>
        <translation>Stärke der Passphrase: %s</translation>
    </message>
</context>
<context>
    <name>Previews</name>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>mostly red</source>
        <translation>überwiegend rot</translation>
    </message>
    <message>
        <source>mostly green</source>
        <translation>überwiegend grün</translation>
    </message>
    <message>
        <source>mostly blue</source>
        <translation>überwiegend blau</translation>
    </message>
    <message>
        <source>of middle brightness</source>
        <translation>mittelhell</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>loudest at %s s</source>
        <translation>am lautesten bei %s s</translation>
    </message>
    <message>
        <source>%d %% of it quiet</source>
        <translation>%d %% davon leise</translation>
    </message>
    <message>
        <source>there is no surface</source>
        <translation>es gibt keine Oberfläche</translation>
    </message>
    <message>
        <source>width, height and depth are as %d to %d to %d</source>
        <translation>Breite, Höhe und Tiefe verhalten sich wie %d zu %d zu %d</translation>
    </message>
</context>
<context>
    <name>ProgressSigns</name>
    <message>
        <source>%s: paused</source>
        <translation>%s: angehalten</translation>
    </message>
    <message>
        <source>Paused – %s</source>
        <translation>Angehalten – %s</translation>
    </message>
    <message>
        <source>%s: %d %%</source>
        <translation>%s: %d %%</translation>
    </message>
    <message>
        <source>The file is ready and checked. It is not saved yet.</source>
        <translation>Die Datei ist fertig und geprüft. Sie ist noch nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>A hide of an earlier time</source>
        <translation>Ein Auftrag von früher</translation>
    </message>
    <message>
        <source>%s in %s</source>
        <translation>%s in %s</translation>
    </message>
    <message>
        <source>Kept from last time. It goes on once you enter its key.</source>
        <translation>Vom letzten Mal aufgehoben. Mit seinem Schlüssel geht es weiter.</translation>
    </message>
    <message>
        <source>Done: saved as %s</source>
        <translation>Fertig: gespeichert als %s</translation>
    </message>
    <message>
        <source>Waiting, begun already</source>
        <translation>Wartet, schon begonnen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Its turn has come</source>
        <translation>Ist an der Reihe</translation>
    </message>
    <message>
        <source>%s %%</source>
        <translation>%s %%</translation>
    </message>
    <message>
        <source>The check failed: a secret could not be revealed completely.</source>
        <translation>Die Prüfung ist fehlgeschlagen: Ein Geheimnis ließ sich nicht vollständig aufdecken.</translation>
    </message>
    <message>
        <source>It could not be made.</source>
        <translation>Die Datei ließ sich nicht machen.</translation>
    </message>
</context>
<context>
    <name>QueueCard</name>
    <message>
        <source>Earlier: %s</source>
        <translation>Früher: %s</translation>
    </message>
    <message>
        <source>Later: %s</source>
        <translation>Später: %s</translation>
    </message>
    <message>
        <source>Remove: %s</source>
        <translation>Entfernen: %s</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <translation>
            <numerusform>%n Geheimnis</numerusform>
            <numerusform>%n Geheimnisse</numerusform>
        </translation>
    </message>
    <message>
        <source>no secret</source>
        <translation>kein Geheimnis</translation>
    </message>
    <message>
        <source>Enter its key…</source>
        <translation>Schlüssel eingeben…</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Zusehen</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>QueuePage</name>
    <message>
        <source>Back to the queue</source>
        <translation>Zurück zur Warteschlange</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>The queue would be lost.</source>
        <translation>Die Warteschlange ginge verloren.</translation>
    </message>
    <message>
        <source>Its hides could not be kept on this computer.</source>
        <translation>Sie konnte auf diesem Computer nicht aufgehoben werden.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The queue would stop; nothing is lost.</source>
        <translation>Die Warteschlange würde anhalten; verloren geht nichts.</translation>
    </message>
    <message>
        <source>It is kept on this computer, encrypted with its keys, and can go on next time.</source>
        <translation>Sie ist verschlüsselt mit ihren Schlüsseln auf diesem Computer aufgehoben und kann nächstes Mal weitergehen.</translation>
    </message>
    <message>
        <source>Keep and close</source>
        <translation>Aufheben und schließen</translation>
    </message>
    <message>
        <source>The hide under way could not be kept on this computer.</source>
        <translation>Was gerade versteckt wird, konnte auf diesem Computer nicht aufgehoben werden.</translation>
    </message>
    <message>
        <source>It begins again from the start.</source>
        <translation>Es beginnt noch einmal von vorn.</translation>
    </message>
    <message>
        <source>Reopen it</source>
        <translation>Neu öffnen</translation>
    </message>
    <message>
        <source>What was computed for it is then lost.</source>
        <translation>Was dafür berechnet wurde, ist dann verloren.</translation>
    </message>
    <message>
        <source>What was chosen for it is then forgotten; nothing was computed yet.</source>
        <translation>Was dafür gewählt wurde, ist dann vergessen; berechnet wurde noch nichts.</translation>
    </message>
    <message>
        <source>Take this hide out of the queue?</source>
        <translation>Diesen Auftrag aus der Warteschlange nehmen?</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>Queueing</name>
    <message>
        <source>Queue (%d)</source>
        <translation>Warteschlange (%d)</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message numerus="yes">
        <source>The queue is done: %n file(s) saved.</source>
        <translation>
            <numerusform>Die Warteschlange ist fertig: %n Datei gespeichert.</numerusform>
            <numerusform>Die Warteschlange ist fertig: %n Dateien gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hide(s) failed: look at the queue.</source>
        <translation>
            <numerusform>%n Auftrag ist fehlgeschlagen: Sehen Sie in die Warteschlange.</numerusform>
            <numerusform>%n Aufträge sind fehlgeschlagen: Sehen Sie in die Warteschlange.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipeCard</name>
    <message>
        <source>Does not fit</source>
        <translation>Passt nicht</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>Wird geschätzt …</translation>
    </message>
</context>
<context>
    <name>RecipeChoice</name>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>A quick look: softer and smaller</source>
        <translation>Ein schneller Blick: weicher, kleiner</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Recommended: right for most</source>
        <translation>Empfohlen: für das meiste richtig</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>Fein</translation>
    </message>
    <message>
        <source>The most detail; takes long</source>
        <translation>Die meisten Einzelheiten; dauert lange</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>The cover, visible to everyone</source>
        <translation>Die Hülle, für alle sichtbar</translation>
    </message>
    <message>
        <source>The secrets, with the key</source>
        <translation>Die Geheimnisse, mit dem Schlüssel</translation>
    </message>
    <message>
        <source>The secrets of %s</source>
        <translation>Die Geheimnisse von %s</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>Done. This is what others will get</source>
        <translation>Fertig. Das werden andere bekommen</translation>
    </message>
    <message>
        <source>Read back from the file that will be saved.</source>
        <translation>Aus der Datei gelesen, die gespeichert wird.</translation>
    </message>
    <message>
        <source>Copy a message for the receiver</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>The finished file would be lost.</source>
        <translation>Die fertige Datei ginge verloren.</translation>
    </message>
    <message>
        <source>It is not saved yet.</source>
        <translation>Sie ist noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Change the choices</source>
        <translation>Auswahl ändern</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Make it again to its end</source>
        <translation>Bis zum Ende neu machen</translation>
    </message>
    <message>
        <source>It comes closer to what was given. The key stays the same.</source>
        <translation>Was zurückkommt, wird noch ähnlicher. Der Schlüssel bleibt derselbe.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Learn on (%s)</source>
        <translation>Weiter lernen (%s)</translation>
    </message>
    <message>
        <source>Learn on</source>
        <translation>Weiter lernen</translation>
    </message>
    <message>
        <source>Saved as %s. Send the file and the key through separate channels.</source>
        <translation>Gespeichert als %s. Schicken Sie Datei und Schlüssel über getrennte Wege.</translation>
    </message>
    <message>
        <source>Saved as %s. Now save the key as well.</source>
        <translation>Gespeichert als %s. Speichern Sie nun noch den Schlüssel.</translation>
    </message>
    <message>
        <source>Saved as %s. The key is only copied.</source>
        <translation>Gespeichert als %s. Der Schlüssel ist nur kopiert.</translation>
    </message>
    <message>
        <source>The check failed: a secret could not be revealed completely. Please hide it again.</source>
        <translation>Die Prüfung ist misslungen: Ein Geheimnis ließ sich nicht vollständig aufdecken. Bitte verstecken Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Checked, but not saved yet: %s</source>
        <translation>Geprüft, aber noch nicht gespeichert: %s</translation>
    </message>
    <message>
        <source>Go on with the next file</source>
        <translation>Mit der nächsten Datei weitermachen</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Revealed</source>
        <translation>Aufgedeckt</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>You ended it early. Learning on, it comes closer to what was given.</source>
        <translation>Sie haben es vorzeitig beendet. Lernt es weiter, wird es ähnlicher.</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
</context>
<context>
    <name>ResumeDialog</name>
    <message>
        <source>Unfinished hide</source>
        <translation>Unfertiges Verstecken</translation>
    </message>
    <message>
        <source>A hide was interrupted, or its file was not saved. The work is kept here, encrypted with its key. Enter that key, or one of them, to go on; at most a minute of work is repeated.</source>
        <translation>Ein Verstecken wurde unterbrochen, oder seine Datei wurde nicht gespeichert. Die Arbeit ist hier aufbewahrt, verschlüsselt mit ihrem Schlüssel. Geben Sie diesen Schlüssel ein, oder einen davon, um weiterzumachen; höchstens eine Minute Arbeit wird wiederholt.</translation>
    </message>
    <message>
        <source>Unfinished hides, the newest first</source>
        <translation>Unfertige Verstecken, das neueste zuerst</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Press Enter to go on.</source>
        <translation>Die Eingabetaste setzt fort.</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>A hide is unfinished</source>
        <translation>Ein Verstecken ist unfertig</translation>
    </message>
    <message>
        <source>Each unfinished hide has its own key.</source>
        <translation>Jedes unfertige Verstecken hat seinen eigenen Schlüssel.</translation>
    </message>
    <message>
        <source>Delete this unfinished hide?</source>
        <translation>Dieses unfertige Verstecken löschen?</translation>
    </message>
    <message>
        <source>What was computed for it is then lost.</source>
        <translation>Was dafür berechnet wurde, ist dann verloren.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>cover: image</source>
        <translation>Hülle: Bild</translation>
    </message>
    <message>
        <source>cover: sound</source>
        <translation>Hülle: Ton</translation>
    </message>
    <message>
        <source>cover: video</source>
        <translation>Hülle: Video</translation>
    </message>
    <message>
        <source>cover: 3D shape</source>
        <translation>Hülle: 3D-Form</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>RevealPage</name>
    <message>
        <source>Drop an Undersong file</source>
        <translation>Undersong-Datei hier ablegen</translation>
    </message>
    <message>
        <source>The cover is shown at once. The secrets need the key.</source>
        <translation>Die Hülle wird sofort gezeigt. Die Geheimnisse brauchen den Schlüssel.</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Undersong files (*.undersong)</source>
        <translation>Undersong-Dateien (*.undersong)</translation>
    </message>
    <message>
        <source>Another key…</source>
        <translation>Anderer Schlüssel…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>Anyone can see the cover. The secrets need the key.</source>
        <translation>Alle sehen die Hülle, der Schlüssel zeigt mehr.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
</context>
<context>
    <name>RevealedPanel</name>
    <message>
        <source>The secret</source>
        <translation>Das Geheimnis</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>Save all…</source>
        <translation>Alle speichern…</translation>
    </message>
    <message>
        <source>These secrets were never sealed, as in the paper: they can be read without the key.</source>
        <translation>Diese Geheimnisse wurden nie versiegelt, wie in der Veröffentlichung: Sie lassen sich ohne den Schlüssel lesen.</translation>
    </message>
    <message>
        <source>The secrets were changed after hiding. What was revealed may differ from what was hidden.</source>
        <translation>Die Geheimnisse wurden nach dem Verstecken verändert. Das Aufgedeckte kann vom Versteckten abweichen.</translation>
    </message>
    <message>
        <source>The secrets are whole, but the cover is not the one they were hidden in.</source>
        <translation>Die Geheimnisse sind unversehrt, aber die Hülle ist nicht die, in der sie versteckt wurden.</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>Blocks of large weights</source>
        <translation>Blöcke großer Gewichte</translation>
    </message>
    <message>
        <source>Does the network contain a block of weights larger than all others?</source>
        <translation>Enthält das Netz einen Block von Gewichten, die größer sind als alle anderen?</translation>
    </message>
    <message>
        <source>Unusual units</source>
        <translation>Ungewöhnliche Einheiten</translation>
    </message>
    <message>
        <source>Do some units of the network look as if they were trained on something else?</source>
        <translation>Sehen einige Einheiten des Netzes aus, als wären sie auf etwas anderes trainiert?</translation>
    </message>
    <message>
        <source>Large gradients</source>
        <translation>Große Gradienten</translation>
    </message>
    <message>
        <source>Are some weights frozen, although training on the cover would change them?</source>
        <translation>Sind einige Gewichte eingefroren, obwohl ein Training auf die Hülle sie ändern würde?</translation>
    </message>
    <message>
        <source>Further training</source>
        <translation>Weiteres Training</translation>
    </message>
    <message>
        <source>Do some units change differently when the network is trained a little longer?</source>
        <translation>Ändern sich einige Einheiten anders, wenn das Netz ein wenig länger trainiert wird?</translation>
    </message>
    <message>
        <source>Isolated units</source>
        <translation>Abgesonderte Einheiten</translation>
    </message>
    <message>
        <source>Do some units work only with each other, apart from what the file shows?</source>
        <translation>Arbeiten einige Einheiten nur miteinander, getrennt von dem, was die Datei zeigt?</translation>
    </message>
    <message>
        <source>The same units in every layer</source>
        <translation>Dieselben Einheiten in jeder Schicht</translation>
    </message>
    <message>
        <source>Do the units that stand out in one layer stand out in the next one too?</source>
        <translation>Fallen die Einheiten, die in einer Schicht auffallen, auch in der nächsten auf?</translation>
    </message>
    <message>
        <source>Extraction without the key</source>
        <translation>Herausholen ohne den Schlüssel</translation>
    </message>
    <message>
        <source>The most suspicious units were cut out and rendered, and the selection was refined step by step. Does a picture appear?</source>
        <translation>Die verdächtigsten Einheiten wurden ausgeschnitten und dargestellt, und die Auswahl wurde Schritt für Schritt verfeinert. Erscheint ein Bild?</translation>
    </message>
    <message>
        <source>Mixed frequencies</source>
        <translation>Gemischte Frequenzen</translation>
    </message>
    <message>
        <source>Does the first layer look as if it belonged to two different media?</source>
        <translation>Sieht die erste Schicht aus, als gehörte sie zu zwei verschiedenen Medien?</translation>
    </message>
    <message>
        <source>More structure than chance</source>
        <translation>Mehr Struktur als Zufall</translation>
    </message>
    <message>
        <source>Do the weights have more structure than the same weights shuffled?</source>
        <translation>Haben die Gewichte mehr Struktur als dieselben Gewichte, gemischt?</translation>
    </message>
    <message>
        <source>Oversized network</source>
        <translation>Zu großes Netz</translation>
    </message>
    <message>
        <source>Is the network larger than what the file shows would need?</source>
        <translation>Ist das Netz größer, als das Gezeigte es bräuchte?</translation>
    </message>
    <message>
        <source>Idle units</source>
        <translation>Untätige Einheiten</translation>
    </message>
    <message>
        <source>Do some units contribute much less than others?</source>
        <translation>Tragen einige Einheiten viel weniger bei als andere?</translation>
    </message>
    <message>
        <source>Lowest bits</source>
        <translation>Unterste Bits</translation>
    </message>
    <message>
        <source>Do the lowest bits of the weights, and the vault, differ from random bits?</source>
        <translation>Weichen die untersten Bits der Gewichte und der Tresor von Zufallsbits ab?</translation>
    </message>
    <message>
        <source>File structure</source>
        <translation>Aufbau der Datei</translation>
    </message>
    <message>
        <source>Do its header and boxes differ from those of sealed Undersong files?</source>
        <translation>Weichen Kopf und Fächer von denen versiegelter Undersong-Dateien ab?</translation>
    </message>
    <message>
        <source>Stands out from all files with nothing hidden.</source>
        <translation>Fällt unter allen Dateien, in denen nichts versteckt ist, auf.</translation>
    </message>
    <message>
        <source>Like a file with nothing hidden, but this test rarely detects anything.</source>
        <translation>Wie eine Datei, in der nichts versteckt ist; doch diese Prüfung entdeckt selten etwas.</translation>
    </message>
    <message>
        <source>Like a file with nothing hidden.</source>
        <translation>Wie eine Datei, in der nichts versteckt ist.</translation>
    </message>
    <message>
        <source>Can a secret be read?</source>
        <translation>Lässt sich ein Geheimnis lesen?</translation>
    </message>
    <message>
        <source>What looks most like a secret is cut out and shown, without the key.</source>
        <translation>Was einem Geheimnis am ähnlichsten ist, wird ohne Schlüssel herausgeschnitten und gezeigt.</translation>
    </message>
    <message>
        <source>Does a part of the network stand out?</source>
        <translation>Fällt ein Teil des Netzes auf?</translation>
    </message>
    <message>
        <source>A secret that is not sealed lies in units that differ from all others.</source>
        <translation>Ein Geheimnis ohne Siegel liegt in Einheiten, die anders sind als alle übrigen.</translation>
    </message>
    <message>
        <source>Does the network do more than show the cover?</source>
        <translation>Tut das Netz mehr, als die Hülle zu zeigen?</translation>
    </message>
    <message>
        <source>What serves something else stays idle, or moves differently in training.</source>
        <translation>Was etwas anderem dient, bleibt untätig oder bewegt sich beim Training anders.</translation>
    </message>
    <message>
        <source>Does the file itself give something away?</source>
        <translation>Verrät die Datei selbst etwas?</translation>
    </message>
    <message>
        <source>Its header, boxes and lowest bits are compared with those of other such files.</source>
        <translation>Ihr Kopf, ihre Fächer und ihre niedrigsten Bits werden mit denen anderer solcher Dateien verglichen.</translation>
    </message>
</context>
<context>
    <name>SafetyPage</name>
    <message>
        <source>Is my file safe?</source>
        <translation>Ist meine Datei sicher?</translation>
    </message>
    <message>
        <source>Drop an Undersong file. Every attack this program knows is run on it, here on your computer. This takes up to half a minute.</source>
        <translation>Legen Sie eine Undersong-Datei ab. Jeder Angriff, den dieses Programm kennt, wird an ihr versucht, hier auf Ihrem Computer. Das dauert bis zu einer halben Minute.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen …</translation>
    </message>
    <message>
        <source>Undersong files (*.undersong)</source>
        <translation>Undersong-Dateien (*.undersong)</translation>
    </message>
    <message>
        <source>For experts</source>
        <translation>Für Fachleute</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Check another file…</source>
        <translation>Andere Datei prüfen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Progress of the tests</source>
        <translation>Fortschritt der Prüfungen</translation>
    </message>
    <message>
        <source>Looking for secrets without the key</source>
        <translation>Sucht Geheimnisse ohne den Schlüssel</translation>
    </message>
    <message>
        <source>What this check cannot tell</source>
        <translation>Was diese Prüfung nicht sagen kann</translation>
    </message>
    <message>
        <source>Anyone can tell that Undersong made this file. What is inside is hidden, not that you use the program.</source>
        <translation>Jeder kann erkennen, dass Undersong diese Datei gemacht hat. Verborgen ist, was in ihr steckt, nicht, dass Sie das Programm benutzen.</translation>
    </message>
    <message>
        <source>Whether your computer is safe: anyone who monitors it sees what you hide, and your key.</source>
        <translation>Ob Ihr Computer sicher ist: Wer ihn überwacht, sieht, was Sie verstecken, und Ihren Schlüssel.</translation>
    </message>
    <message>
        <source>Whether there are unknown attacks: only the published ones and our own are tested.</source>
        <translation>Ob es unbekannte Angriffe gibt: Geprüft werden nur die veröffentlichten und unsere eigenen.</translation>
    </message>
    <message>
        <source>Whether anything is hidden, and how much: no test that we know can tell without the key.</source>
        <translation>Ob etwas versteckt ist und wie viel: Ohne den Schlüssel zeigt das keine Prüfung, die wir kennen.</translation>
    </message>
    <message>
        <source>Whether the cover was used only once: two files with one cover can be compared. Never use it twice.</source>
        <translation>Ob die Hülle nur einmal benutzt wurde: Zwei Dateien mit einer Hülle lassen sich vergleichen. Benutzen Sie sie nie zweimal.</translation>
    </message>
    <message>
        <source>Test %d of %d</source>
        <translation>Prüfung %d von %d</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>There is a file “%s” already.</source>
        <translation>Es gibt schon eine Datei „%s“.</translation>
    </message>
    <message>
        <source>Replacing it deletes what it contains.</source>
        <translation>Wird sie ersetzt, ist ihr Inhalt gelöscht.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save the Undersong file</source>
        <translation>Undersong-Datei speichern</translation>
    </message>
    <message>
        <source>Undersong file (*.undersong)</source>
        <translation>Undersong-Datei (*.undersong)</translation>
    </message>
</context>
<context>
    <name>SavedNote</name>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Saved: %s</source>
        <translation>Gespeichert: %s</translation>
    </message>
</context>
<context>
    <name>ScoreBar</name>
    <message>
        <source>This file: %s. Files with nothing hidden: %s to %s. Unprotected files: %s to %s.</source>
        <translation>Diese Datei: %s. Dateien, in denen nichts versteckt ist: %s bis %s. Ungeschützte Dateien: %s bis %s.</translation>
    </message>
</context>
<context>
    <name>SecretCard</name>
    <message>
        <source>Click to enlarge. Drag into a folder to save.</source>
        <translation>Klicken vergrößert. In einen Ordner ziehen speichert.</translation>
    </message>
    <message>
        <source>was given at %s</source>
        <translation>gegeben mit %s</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Compare with the original…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Compared with what was given, before it was sent.</source>
        <translation>Verglichen mit dem, was gegeben wurde, bevor es geschickt wurde.</translation>
    </message>
</context>
<context>
    <name>SecretsPanel</name>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien…</translation>
    </message>
    <message>
        <source>Write a text…</source>
        <translation>Text…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Drop what is secret here</source>
        <translation>Geheimes hier ablegen</translation>
    </message>
    <message>
        <source>Drop more</source>
        <translation>Mehr ablegen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Trim…</source>
        <translation>Kürzen…</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>Zuschneiden…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>Gelernt</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exakt</translation>
    </message>
    <message>
        <source>Learned: a network of it, small, and it can be shown larger</source>
        <translation>Gelernt: ein Netz davon, klein, und es lässt sich größer zeigen</translation>
    </message>
    <message>
        <source>Exact: the file itself, every byte, %s</source>
        <translation>Exakt: die Datei selbst, jedes Byte, %s</translation>
    </message>
    <message>
        <source>Hide this</source>
        <translation>Dies verstecken</translation>
    </message>
    <message>
        <source>the secrets: only the key reveals them</source>
        <translation>die Geheimnisse: nur der Schlüssel deckt sie auf</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stored on this computer</source>
        <translation>Auf diesem Computer gespeichert</translation>
    </message>
    <message>
        <source>Colours and language. More only if you choose it here. Keys and secrets are never stored.</source>
        <translation>Farben und Sprache. Mehr nur, wenn Sie es hier wählen. Schlüssel und Geheimnisse werden nie gespeichert.</translation>
    </message>
    <message>
        <source>Remember device and threads</source>
        <translation>Gerät und Threads merken</translation>
    </message>
    <message>
        <source>Remember recent Undersong files</source>
        <translation>Zuletzt geöffnete Undersong-Dateien merken</translation>
    </message>
    <message>
        <source>This could not be stored: the disk is full, or may not be written to. It holds until you quit.</source>
        <translation>Das konnte nicht gespeichert werden: Der Datenträger ist voll oder schreibgeschützt. Es gilt bis zum Beenden.</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
</context>
<context>
    <name>ShapeComparison</name>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Distance as colour</source>
        <translation>Abstand als Farbe</translation>
    </message>
</context>
<context>
    <name>ShapePreview</name>
    <message>
        <source>Turn: drag or arrow keys. Zoom: mouse wheel or + and −. Reset: 0.</source>
        <translation>Drehen: ziehen oder Pfeiltasten. Vergrößern: Mausrad oder + und −. Zurücksetzen: 0.</translation>
    </message>
    <message>
        <source>There is no surface to see yet</source>
        <translation>Noch ist keine Oberfläche zu sehen</translation>
    </message>
    <message>
        <source>Preparing the 3D view…</source>
        <translation>3D-Ansicht wird vorbereitet…</translation>
    </message>
    <message>
        <source>A plain sketch: this computer offers no OpenGL</source>
        <translation>Eine einfache Skizze: Dieser Computer bietet kein OpenGL</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>SizeChoice</name>
    <message>
        <source>%s (as kept)</source>
        <translation>%s (wie aufbewahrt)</translation>
    </message>
    <message>
        <source>%s (adds no detail)</source>
        <translation>%s (nicht feiner)</translation>
    </message>
    <message>
        <source>Size: %s</source>
        <translation>Größe: %s</translation>
    </message>
    <message>
        <source>A larger file is rendered from the same network: smoother, but with no more detail.</source>
        <translation>Eine größere Datei wird aus demselben Netz berechnet: glatter, aber ohne mehr Einzelheiten.</translation>
    </message>
</context>
<context>
    <name>Sound</name>
    <message>
        <source>Sound cannot be played: the system&apos;s sound library is missing.</source>
        <translation>Ton lässt sich nicht abspielen: Die Tonbibliothek des Systems fehlt.</translation>
    </message>
    <message>
        <source>Sound cannot be played: no loudspeaker was found.</source>
        <translation>Ton lässt sich nicht abspielen: Es wurde kein Lautsprecher gefunden.</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Drop files here</source>
        <translation>Dateien hier ablegen</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen…</translation>
    </message>
    <message>
        <source>See how such a file is made, in half a minute</source>
        <translation>Zusehen, wie so eine Datei entsteht, in einer halben Minute</translation>
    </message>
    <message>
        <source>Pictures, sounds, films, 3D shapes or any other file go into a picture, a sound, a film or a shape that anyone may see. Whoever opens the file here finds only that. Whoever has its key finds the rest, too.</source>
        <translation>Bilder, Töne, Filme, 3D-Formen oder jede andere Datei kommen in ein Bild, einen Ton, einen Film oder eine Form, die alle sehen dürfen. Wer die Datei hier öffnet, findet nur das. Wer ihren Schlüssel hat, findet auch den Rest.</translation>
    </message>
    <message>
        <source>Hide one thing in another</source>
        <translation>Das eine im anderen verstecken</translation>
    </message>
    <message>
        <source>Any file or folder to hide it; an Undersong file to reveal what is in it.</source>
        <translation>Jede Datei und jeder Ordner, um sie zu verstecken; eine Undersong-Datei, um aufzudecken, was in ihr liegt.</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
</context>
<context>
    <name>Stations</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <translation>
            <numerusform>%n Geheimnis</numerusform>
            <numerusform>%n Geheimnisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Hülle</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Vorbereitung</translation>
    </message>
    <message>
        <source>%d %% done</source>
        <translation>%d %% fertig</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message numerus="yes">
        <source>%n test(s) of %1 stand out.</source>
        <translation>
            <numerusform>%n Test von %1 fällt auf.</numerusform>
            <numerusform>%n Tests von %1 fallen auf.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n test(s): nothing stands out.</source>
        <translation>
            <numerusform>%n Test: Nichts fällt auf.</numerusform>
            <numerusform>%n Tests: Nichts fällt auf.</numerusform>
        </translation>
    </message>
    <message>
        <source>Such tests hardly ever find anything.</source>
        <translation>Solche Tests finden kaum je etwas.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them hardly ever find(s) anything.</source>
        <translation>
            <numerusform>%n davon findet kaum je etwas.</numerusform>
            <numerusform>%n davon finden kaum je etwas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>A text to hide</source>
        <translation>Ein Text zum Verstecken</translation>
    </message>
    <message>
        <source>Use this text</source>
        <translation>Diesen Text nehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>It comes back letter by letter, to be read and copied.</source>
        <translation>Er kommt Buchstabe für Buchstabe zurück, zum Lesen und Kopieren.</translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>%s: done</source>
        <translation>%s: erledigt</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Repeat the selected part, or everything</source>
        <translation>Den ausgewählten Teil wiederholen, oder alles</translation>
    </message>
    <message>
        <source>Listen to %s from the same position</source>
        <translation>%s ab derselben Stelle anhören</translation>
    </message>
    <message>
        <source>Listen to: %s</source>
        <translation>Anhören: %s</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%s of %s s</source>
        <translation>%s von %s s</translation>
    </message>
</context>
<context>
    <name>TrimStrip</name>
    <message>
        <source>Part to keep</source>
        <translation>Teil, der bleibt</translation>
    </message>
</context>
<context>
    <name>Trimmer</name>
    <message>
        <source>Trim %s</source>
        <translation>%s kürzen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Keep this part</source>
        <translation>Diesen Teil behalten</translation>
    </message>
    <message>
        <source>Keep everything</source>
        <translation>Alles behalten</translation>
    </message>
    <message>
        <source>Keeps %s of %s s</source>
        <translation>Behält %s von %s s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
</context>
<context>
    <name>Unfinished</name>
    <message>
        <source>Secret %d</source>
        <translation>Geheimnis %d</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Hülle</translation>
    </message>
</context>
<context>
    <name>UnlockDialog</name>
    <message>
        <source>Keys of the queue</source>
        <translation>Schlüssel der Warteschlange</translation>
    </message>
    <message>
        <source>These hides are kept encrypted, each with its own key, which is stored nowhere. Enter a key, or one of several: it opens every hide that it fits.</source>
        <translation>Diese Aufträge sind verschlüsselt aufgehoben, jeder mit seinem eigenen Schlüssel, der nirgends gespeichert ist. Geben Sie einen Schlüssel ein: Er öffnet jeden Auftrag, zu dem er passt.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Press Enter to open.</source>
        <translation>Eingabe drücken, um zu öffnen.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Hides of last time</source>
        <translation>Aufträge vom letzten Mal</translation>
    </message>
    <message numerus="yes">
        <source>%n hide(s) still need a key.</source>
        <translation>
            <numerusform>%n Auftrag braucht noch einen Schlüssel.</numerusform>
            <numerusform>%n Aufträge brauchen noch einen Schlüssel.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>How close the two are could not be measured.</source>
        <translation>Wie nah die beiden einander sind, ließ sich nicht messen.</translation>
    </message>
    <message>
        <source>Not the same: the first difference is at byte %s.</source>
        <translation>Nicht dasselbe: Der erste Unterschied ist bei Byte %s.</translation>
    </message>
    <message>
        <source>The same, byte for byte.</source>
        <translation>Dasselbe, Byte für Byte.</translation>
    </message>
    <message>
        <source>The same, to the last sample.</source>
        <translation>Dasselbe, bis zum letzten Abtastwert.</translation>
    </message>
    <message>
        <source>The same, to the last corner.</source>
        <translation>Dasselbe, bis zur letzten Ecke.</translation>
    </message>
    <message>
        <source>No difference to the ear.</source>
        <translation>Für das Ohr kein Unterschied.</translation>
    </message>
    <message>
        <source>No difference to the eye.</source>
        <translation>Für das Auge kein Unterschied.</translation>
    </message>
    <message>
        <source>Very close.</source>
        <translation>Sehr ähnlich.</translation>
    </message>
    <message>
        <source>Softer: fine detail is lost.</source>
        <translation>Weicher: Feine Einzelheiten gehen verloren.</translation>
    </message>
    <message>
        <source>Recognisable.</source>
        <translation>Erkennbar.</translation>
    </message>
    <message>
        <source>Very close, with a faint hiss.</source>
        <translation>Sehr ähnlich, mit leisem Rauschen.</translation>
    </message>
    <message>
        <source>Noisy: a hiss lies over it.</source>
        <translation>Verrauscht: Ein Rauschen liegt darüber.</translation>
    </message>
    <message>
        <source>Recognisable under much noise.</source>
        <translation>Erkennbar unter viel Rauschen.</translation>
    </message>
    <message>
        <source>Duller: the high tones are lost.</source>
        <translation>Dumpfer: Die hohen Töne gehen verloren.</translation>
    </message>
    <message>
        <source>Very close, with a faint grain.</source>
        <translation>Sehr ähnlich, mit leichtem Korn.</translation>
    </message>
    <message>
        <source>Grainy: a fine noise lies over it.</source>
        <translation>Körnig: Ein feines Rauschen liegt darüber.</translation>
    </message>
    <message>
        <source>Recognisable under much grain.</source>
        <translation>Erkennbar unter viel Korn.</translation>
    </message>
    <message>
        <source>Changed: its colours or its brightness differ.</source>
        <translation>Verändert: Farben oder Helligkeit weichen ab.</translation>
    </message>
    <message>
        <source>Not usable: this print cannot be read afterwards.</source>
        <translation>Nicht brauchbar: Diese Schrift ist danach nicht mehr zu lesen.</translation>
    </message>
    <message>
        <source>Not usable: too small.</source>
        <translation>Nicht brauchbar: zu klein.</translation>
    </message>
    <message>
        <source>Not usable: too far from the original.</source>
        <translation>Nicht brauchbar: zu fern vom Original.</translation>
    </message>
    <message>
        <source>The same, to the last pixel.</source>
        <translation>Dasselbe, bis zum letzten Pixel.</translation>
    </message>
    <message>
        <source>Not usable: only a hum is left.</source>
        <translation>Nicht brauchbar: Nur ein Brummen bleibt.</translation>
    </message>
    <message>
        <source>This print cannot be read afterwards.</source>
        <translation>Diese Schrift ist danach nicht mehr zu lesen.</translation>
    </message>
    <message>
        <source>Its small print cannot be read afterwards.</source>
        <translation>Die kleine Schrift darin ist danach nicht mehr zu lesen.</translation>
    </message>
    <message>
        <source>Its colours or its brightness differ.</source>
        <translation>Farben oder Helligkeit weichen ab.</translation>
    </message>
    <message>
        <source>It becomes %s small pictures a second.</source>
        <translation>Daraus werden %s kleine Bilder in der Sekunde.</translation>
    </message>
    <message>
        <source>It becomes %s pictures a second.</source>
        <translation>Daraus werden %s Bilder in der Sekunde.</translation>
    </message>
    <message>
        <source>It becomes a series of stills, %s a second.</source>
        <translation>Daraus wird eine Reihe von Standbildern, %s in der Sekunde.</translation>
    </message>
    <message>
        <source>Speech is hard to understand.</source>
        <translation>Sprache ist schwer zu verstehen.</translation>
    </message>
    <message>
        <source>Speech stays clear.</source>
        <translation>Sprache bleibt klar.</translation>
    </message>
    <message>
        <source>The highest tones are lost.</source>
        <translation>Die höchsten Töne gehen verloren.</translation>
    </message>
    <message>
        <source>A hiss is heard.</source>
        <translation>Ein Rauschen ist zu hören.</translation>
    </message>
    <message>
        <source>Stereo becomes mono.</source>
        <translation>Aus Stereo wird Mono.</translation>
    </message>
    <message>
        <source>Its sound is left out.</source>
        <translation>Der Ton fällt weg.</translation>
    </message>
    <message>
        <source>Pieces float beside it that were not there.</source>
        <translation>Daneben schweben Teile, die vorher nicht da waren.</translation>
    </message>
    <message>
        <source>Its sound is recognisable.</source>
        <translation>Der Ton ist erkennbar.</translation>
    </message>
    <message>
        <source>Its sound is duller.</source>
        <translation>Der Ton ist dumpfer.</translation>
    </message>
    <message>
        <source>Its sound is very close.</source>
        <translation>Der Ton ist sehr ähnlich.</translation>
    </message>
    <message>
        <source>Its sound is recognisable under much noise.</source>
        <translation>Der Ton ist erkennbar unter viel Rauschen.</translation>
    </message>
    <message>
        <source>Its sound is noisy.</source>
        <translation>Der Ton ist verrauscht.</translation>
    </message>
    <message>
        <source>Its sound has a faint hiss.</source>
        <translation>Der Ton rauscht leise.</translation>
    </message>
    <message>
        <source>Its sound is not usable.</source>
        <translation>Der Ton ist nicht brauchbar.</translation>
    </message>
</context>
<context>
    <name>VerdictPanel</name>
    <message>
        <source>Picture extracted without the key</source>
        <translation>Ohne den Schlüssel herausgeholtes Bild</translation>
    </message>
    <message>
        <source>This was extracted from the file without the key. Anyone can do the same.</source>
        <translation>Das wurde ohne den Schlüssel aus der Datei geholt. Jeder kann dasselbe tun.</translation>
    </message>
    <message>
        <source>Nothing stands out. Without the key, this file looks like one with nothing hidden.</source>
        <translation>Nichts fällt auf. Ohne den Schlüssel sieht diese Datei aus wie eine, in der nichts versteckt ist.</translation>
    </message>
    <message>
        <source>Every attack this program knows was run on it. None found a trace of a secret, or a sign that there is one.</source>
        <translation>Jeder Angriff, den dieses Programm kennt, wurde an ihr versucht. Keiner fand die Spur eines Geheimnisses oder ein Zeichen, dass es eines gibt.</translation>
    </message>
    <message>
        <source>Something in this file stands out.</source>
        <translation>Etwas an dieser Datei fällt auf.</translation>
    </message>
    <message>
        <source>It differs from the Undersong files this check was calibrated on. Of sealed files about one in a hundred does so by chance; or its cover is unusual, or another program made or changed it. Whether its secrets, if it has any, are sealed cannot be told from the file.</source>
        <translation>Sie weicht von den Undersong-Dateien ab, an denen diese Prüfung geeicht wurde. Von versiegelten Dateien tut das durch Zufall etwa eine unter hundert; oder die Hülle ist ungewöhnlich, oder ein anderes Programm hat sie gemacht oder verändert. Ob ihre Geheimnisse, falls es welche gibt, versiegelt sind, lässt sich an der Datei nicht erkennen.</translation>
    </message>
    <message>
        <source>This file is not protected. Its secrets can be found without the key.</source>
        <translation>Diese Datei ist nicht geschützt. Ihre Geheimnisse lassen sich ohne den Schlüssel finden.</translation>
    </message>
    <message>
        <source>It was made with the published method, without a seal. The tests below show what gives it away. Hide its secrets again with protection, and do not pass this file on.</source>
        <translation>Sie wurde mit dem veröffentlichten Verfahren gemacht, ohne Siegel. Die Prüfungen unten zeigen, was sie verrät. Verstecken Sie ihre Geheimnisse neu und geschützt, und geben Sie diese Datei nicht weiter.</translation>
    </message>
</context>
<context>
    <name>VideoComparison</name>
    <message>
        <source>Position in both videos</source>
        <translation>Stelle in beiden Videos</translation>
    </message>
    <message>
        <source>Start again at the end</source>
        <translation>Am Ende von vorn</translation>
    </message>
    <message>
        <source>Difference × %d</source>
        <translation>Unterschied × %d</translation>
    </message>
</context>
<context>
    <name>VideoPreview</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Position in the video</source>
        <translation>Stelle im Video</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%s of %s s</source>
        <translation>%s von %s s</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verstecken</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>There is an Undersong file among these.</source>
        <translation>Darunter ist eine Undersong-Datei.</translation>
    </message>
    <message>
        <source>Do you want to reveal what is in it, or to hide the other files?</source>
        <translation>Möchten Sie aufdecken, was in ihr steckt, oder die anderen Dateien verstecken?</translation>
    </message>
    <message>
        <source>Hide the others</source>
        <translation>Die anderen verstecken</translation>
    </message>
    <message>
        <source>Neither</source>
        <translation>Keines von beiden</translation>
    </message>
    <message>
        <source>Pasted image</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>The window will reopen in the new language.</source>
        <translation>Das Fenster öffnet sich neu in der neuen Sprache.</translation>
    </message>
    <message>
        <source>Files open in it will be closed.</source>
        <translation>Darin geöffnete Dateien werden geschlossen.</translation>
    </message>
    <message>
        <source>Reopen it</source>
        <translation>Neu öffnen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>WordCell</name>
    <message>
        <source>Word %d</source>
        <translation>Wort %d</translation>
    </message>
    <message>
        <source>This is not a word that keys use.</source>
        <translation>Dieses Wort kommt in Schlüsseln nicht vor.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>a moment</source>
        <translation>einen Augenblick</translation>
    </message>
    <message>
        <source>%d s</source>
        <translation>%d s</translation>
    </message>
    <message>
        <source>%d min</source>
        <translation>%d min</translation>
    </message>
    <message>
        <source>%s h</source>
        <translation>%s h</translation>
    </message>
    <message>
        <source>A few seconds left</source>
        <translation>Noch ein paar Sekunden</translation>
    </message>
    <message>
        <source>About %d s left</source>
        <translation>Noch etwa %d s</translation>
    </message>
    <message>
        <source>About a minute left</source>
        <translation>Noch etwa eine Minute</translation>
    </message>
    <message>
        <source>About %d min left</source>
        <translation>Noch etwa %d min</translation>
    </message>
    <message>
        <source>About %s h left</source>
        <translation>Noch etwa %s h</translation>
    </message>
</context>
<context>
    <name>_Counted</name>
    <message numerus="yes">
        <source>Add the first %n</source>
        <translation>
            <numerusform>Das erste (%n) hinzufügen</numerusform>
            <numerusform>Die ersten %n hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One file holds at most %n secret(s).</source>
        <translation>
            <numerusform>Eine Datei fasst höchstens %n Geheimnis.</numerusform>
            <numerusform>Eine Datei fasst höchstens %n Geheimnisse.</numerusform>
        </translation>
    </message>
</context>
</TS>
