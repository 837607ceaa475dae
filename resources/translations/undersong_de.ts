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
        <source>Built on INRSteg: Song et al., Implicit Steganography Beyond the Constraints of Modality, ECCV 2024. It uses no network, and remembers nothing you have not asked it to.</source>
        <translation>Beruht auf INRSteg: Song et al., Implicit Steganography Beyond the Constraints of Modality, ECCV 2024. Es benutzt kein Netzwerk und merkt sich nichts, worum Sie nicht gebeten haben.</translation>
    </message>
    <message>
        <source>Videos are read and written by ffmpeg (GPL), which runs as a program of its own. Example music: iscc-samples by Titusz Pan (CC BY 4.0). Spot: Keenan Crane (CC0).</source>
        <translation>Videos liest und schreibt ffmpeg (GPL), das als eigenes Programm läuft. Musikbeispiel: iscc-samples von Titusz Pan (CC BY 4.0). Spot: Keenan Crane (CC0).</translation>
    </message>
    <message>
        <source>What it is built on</source>
        <translation>Worauf es beruht</translation>
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
        <source>Copied. No key and no file name is in it.</source>
        <translation>Kopiert. Weder ein Schlüssel noch ein Dateiname steht darin.</translation>
    </message>
</context>
<context>
    <name>Advanced</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Size of the network</source>
        <translation>Größe des Netzes</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicherung</translation>
    </message>
    <message>
        <source>As the quality says</source>
        <translation>Wie die Qualität es vorsieht</translation>
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
        <source>Computed on</source>
        <translation>Gerechnet wird auf</translation>
    </message>
    <message>
        <source>Unsealed, as in the paper</source>
        <translation>Unversiegelt, wie in der Veröffentlichung</translation>
    </message>
    <message>
        <source>Research only: whoever has the file can read the secrets without the key.</source>
        <translation>Nur für die Forschung: Wer die Datei hat, kann die Geheimnisse ohne Schlüssel lesen.</translation>
    </message>
    <message>
        <source>Bit-exact cover</source>
        <translation>Bitgenaue Hülle</translation>
    </message>
    <message>
        <source>Fit until the shown cover equals the original in every pixel. It takes longer.</source>
        <translation>Lernen, bis die gezeigte Hülle in jedem Bildpunkt dem Original gleicht. Das dauert länger.</translation>
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
    <name>CapacityMeter</name>
    <message>
        <source>Room for secrets</source>
        <translation>Platz für Geheimnisse</translation>
    </message>
    <message>
        <source>%s in use</source>
        <translation>%s belegt</translation>
    </message>
    <message>
        <source>Room for %s of secrets</source>
        <translation>Platz für %s Geheimnisse</translation>
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
        <source>%s %% too much</source>
        <translation>%s %% zu viel</translation>
    </message>
    <message>
        <source>%s %%</source>
        <translation>%s %%</translation>
    </message>
</context>
<context>
    <name>ChooseView</name>
    <message>
        <source>Hide</source>
        <translation>Verstecken</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Choose a cover to go on.</source>
        <translation>Wählen Sie eine Hülle, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Looking at what fits…</source>
        <translation>Prüft, was hineinpasst…</translation>
    </message>
    <message>
        <source>What fits could not be found out. Take one of the files out, and try again.</source>
        <translation>Was passt, ließ sich nicht herausfinden. Nehmen Sie eine der Dateien heraus, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Finish the passphrase to go on.</source>
        <translation>Geben Sie die Passphrase fertig ein, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Two of the keys are the same. Choose another passphrase for one of them.</source>
        <translation>Zwei der Schlüssel sind gleich. Wählen Sie für einen davon eine andere Passphrase.</translation>
    </message>
    <message>
        <source>No secrets: the file will look just the same and reveal nothing (%s).</source>
        <translation>Keine Geheimnisse: Die Datei sieht genauso aus und gibt nichts preis (%s).</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) in one Undersong file (%s)</source>
        <translation>
            <numerusform>%n Geheimnis in einer Undersong-Datei (%s)</numerusform>
            <numerusform>%n Geheimnisse in einer Undersong-Datei (%s)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One file holds at most %n secret(s). Remove some, or hide them in another file.</source>
        <translation>
            <numerusform>Eine Datei fasst höchstens %n Geheimnis. Entfernen Sie einige, oder verstecken Sie sie in einer weiteren Datei.</numerusform>
            <numerusform>Eine Datei fasst höchstens %n Geheimnisse. Entfernen Sie einige, oder verstecken Sie sie in einer weiteren Datei.</numerusform>
        </translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
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
        <source>An image, a sound, a video or a 3D shape</source>
        <translation>Ein Bild, ein Ton, ein Video oder eine 3D-Form</translation>
    </message>
    <message>
        <source>Drop the other</source>
        <translation>Das andere hier ablegen</translation>
    </message>
    <message>
        <source>What came out of a file, or an Undersong file itself</source>
        <translation>Was aus einer Datei kam, oder eine Undersong-Datei selbst</translation>
    </message>
    <message>
        <source>Exchange the two</source>
        <translation>Beide vertauschen</translation>
    </message>
    <message>
        <source>Compare others</source>
        <translation>Andere vergleichen</translation>
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
        <source>Other</source>
        <translation>Das andere</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Measuring how close they are…</source>
        <translation>Misst, wie ähnlich sie sich sind…</translation>
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
        <source>One is %s and the other is %s.</source>
        <translation>Das eine ist %s, das andere %s.</translation>
    </message>
    <message>
        <source>Choose two of one kind: only these can be compared.</source>
        <translation>Wählen Sie zwei von einer Art: Nur sie lassen sich vergleichen.</translation>
    </message>
    <message>
        <source>How close are two files?</source>
        <translation>Wie ähnlich sind sich zwei Dateien?</translation>
    </message>
    <message>
        <source>See, hear and measure two files of one kind: an original and what was revealed, or a picture and the Undersong file that shows it.</source>
        <translation>Zwei Dateien einer Art sehen, hören und messen: ein Original und das Aufgedeckte, oder ein Bild und die Undersong-Datei, die es zeigt.</translation>
    </message>
</context>
<context>
    <name>CompareSlot</name>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Everything Undersong opens (%s *.undersong)</source>
        <translation>Alles, was Undersong öffnet (%s *.undersong)</translation>
    </message>
    <message>
        <source>Other file…</source>
        <translation>Andere Datei…</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>%s has %s; for these numbers it was brought to %s.</source>
        <translation>%s hat %s; für diese Zahlen wurde es auf %s gebracht.</translation>
    </message>
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
        <source>What everybody sees who opens the file.</source>
        <translation>Was jeder sieht, der die Datei öffnet.</translation>
    </message>
    <message>
        <source>Drop the cover</source>
        <translation>Hülle hier ablegen</translation>
    </message>
    <message>
        <source>Something harmless</source>
        <translation>Etwas Harmloses</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Trim…</source>
        <translation>Kürzen…</translation>
    </message>
</context>
<context>
    <name>Crash</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Undersong made a mistake. It was not your fault.</source>
        <translation>Undersong hat einen Fehler gemacht. Es lag nicht an Ihnen.</translation>
    </message>
    <message>
        <source>Your files are untouched. You can go on, but it is safer to start the program again.</source>
        <translation>Ihre Dateien sind unberührt. Sie können weitermachen, aber sicherer ist es, das Programm neu zu starten.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
</context>
<context>
    <name>Describing</name>
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
</context>
<context>
    <name>DeviceLine</name>
    <message>
        <source>How?</source>
        <translation>Wie?</translation>
    </message>
    <message>
        <source>How the graphics card of this computer can be used</source>
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
        <source>Computed on the processor: the device chosen in the settings is not there.</source>
        <translation>Gerechnet wird auf dem Prozessor: Das in den Einstellungen gewählte Gerät fehlt.</translation>
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
    <name>ExampleFound</name>
    <message>
        <source>Back to the start</source>
        <translation>Zurück zum Start</translation>
    </message>
    <message>
        <source>Save this file…</source>
        <translation>Diese Datei speichern…</translation>
    </message>
    <message>
        <source>Hide something of my own</source>
        <translation>Etwas Eigenes verstecken</translation>
    </message>
    <message>
        <source>What everybody sees</source>
        <translation>Was alle sehen</translation>
    </message>
    <message>
        <source>What the key reveals</source>
        <translation>Was der Schlüssel aufdeckt</translation>
    </message>
    <message>
        <source>Hidden, and found again</source>
        <translation>Versteckt und wiedergefunden</translation>
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
        <source>In %s the rocket and the cow went into the picture of the cup: one file of %s. Whoever opens it sees only the cup, and cannot tell whether there is more. Whoever has the key finds both again.</source>
        <translation>In %s sind die Rakete und die Kuh im Bild der Tasse verschwunden: eine einzige Datei von %s. Wer sie öffnet, sieht nur die Tasse und kann nicht sagen, ob da mehr ist. Wer den Schlüssel hat, findet beide wieder.</translation>
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
    <name>ExamplePage</name>
    <message>
        <source>An example: a photo of a rocket and a small 3D cow are hidden in the picture of a cup of coffee, and then found again. Nothing is written to disk.</source>
        <translation>Ein Beispiel: Ein Foto einer Rakete und eine kleine 3D-Kuh werden im Bild einer Tasse Kaffee versteckt und dann wiedergefunden. Auf die Platte wird nichts geschrieben.</translation>
    </message>
</context>
<context>
    <name>Expectations</name>
    <message>
        <source>about %s</source>
        <translation>etwa %s</translation>
    </message>
    <message>
        <source> Its sound: about %s dB.</source>
        <translation> Sein Ton: etwa %s dB.</translation>
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
        <source>Kept at %s instead of %s: %s.</source>
        <translation>Behalten mit %s statt %s: %s.</translation>
    </message>
    <message>
        <source>What is kept: about %s dB, %s.</source>
        <translation>Was bleibt: etwa %s dB, %s.</translation>
    </message>
    <message>
        <source>Kept as it is.</source>
        <translation>Behalten, wie es ist.</translation>
    </message>
    <message>
        <source>Kept in 256 steps of brightness; the file has more.</source>
        <translation>Behalten werden 256 Helligkeitsstufen; die Datei hat mehr.</translation>
    </message>
    <message>
        <source>≈ %s, sound %s dB</source>
        <translation>≈ %s, Ton %s dB</translation>
    </message>
    <message>
        <source>About %s dB: %s.</source>
        <translation>Etwa %s dB: %s.</translation>
    </message>
    <message>
        <source>Its sound is left out: a cover shows its pictures alone.</source>
        <translation>Der Ton bleibt weg: Eine Hülle zeigt nur ihre Bilder.</translation>
    </message>
    <message>
        <source>About %s dB.</source>
        <translation>Etwa %s dB.</translation>
    </message>
    <message>
        <source>Its form is kept, as a surface of new triangles; colours and textures are not.</source>
        <translation>Die Form bleibt, als Oberfläche aus neuen Dreiecken; Farben und Texturen nicht.</translation>
    </message>
    <message>
        <source>it becomes a series of small stills</source>
        <translation>es wird eine Folge kleiner Standbilder</translation>
    </message>
    <message>
        <source>fine detail is lost</source>
        <translation>feine Einzelheiten gehen verloren</translation>
    </message>
    <message>
        <source>the highest tones are lost</source>
        <translation>die höchsten Töne gehen verloren</translation>
    </message>
    <message>
        <source>both sides become one</source>
        <translation>aus beiden Seiten wird eine</translation>
    </message>
    <message>
        <source>too little, so choose a finer quality</source>
        <translation>zu wenig, also besser eine feinere Qualität</translation>
    </message>
    <message>
        <source>with some noise</source>
        <translation>mit etwas Rauschen</translation>
    </message>
    <message>
        <source>clearly softer</source>
        <translation>deutlich weicher</translation>
    </message>
    <message>
        <source>with a faint hiss</source>
        <translation>mit einem leisen Rauschen</translation>
    </message>
    <message>
        <source>a little softer</source>
        <translation>ein wenig weicher</translation>
    </message>
    <message>
        <source>no difference to the ear</source>
        <translation>für das Ohr kein Unterschied</translation>
    </message>
    <message>
        <source>no difference to the eye</source>
        <translation>für das Auge kein Unterschied</translation>
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
        <source>Choose the size automatically</source>
        <translation>Größe automatisch wählen</translation>
    </message>
    <message>
        <source>Use width %d</source>
        <translation>Breite %d nehmen</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Save the cover</source>
        <translation type="unfinished">Hülle speichern</translation>
    </message>
    <message>
        <source>Save the secret</source>
        <translation type="unfinished">Geheimnis speichern</translation>
    </message>
    <message>
        <source>Save %d times as large</source>
        <translation type="unfinished">%d-fach so groß speichern</translation>
    </message>
    <message>
        <source>This takes about %s.</source>
        <translation type="unfinished">Das dauert etwa %s.</translation>
    </message>
    <message>
        <source>Every point of the larger one is computed. You can stop it at any time.</source>
        <translation type="unfinished">Jeder Punkt des größeren wird berechnet. Sie können jederzeit anhalten.</translation>
    </message>
    <message>
        <source>Render it</source>
        <translation type="unfinished">Berechnen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished">Jetzt nicht</translation>
    </message>
    <message>
        <source>Save all secrets into</source>
        <translation type="unfinished">Alle Geheimnisse speichern in</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>What was tried</source>
        <translation>Was versucht wurde</translation>
    </message>
    <message>
        <source>Each bar shows where this file lies among files with nothing hidden and unprotected ones.</source>
        <translation>Jeder Balken zeigt, wo diese Datei unter Dateien ohne Geheimnis und ungeschützten liegt.</translation>
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
    <name>FitPlot</name>
    <message>
        <source>Nothing measured yet</source>
        <translation>Noch nichts gemessen</translation>
    </message>
</context>
<context>
    <name>FitView</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Distance left (loss)</source>
        <translation>Restlicher Abstand (Verlust)</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>Quality (%s)</source>
        <translation>Qualität (%s)</translation>
    </message>
    <message>
        <source>Good enough: finish now</source>
        <translation>Gut genug: jetzt abschließen</translation>
    </message>
    <message>
        <source>Good enough: go on</source>
        <translation>Gut genug: weiter</translation>
    </message>
    <message>
        <source>Learning the cover around it</source>
        <translation>Lernt die Hülle darum herum</translation>
    </message>
    <message>
        <source>Learning the cover</source>
        <translation>Lernt die Hülle</translation>
    </message>
    <message>
        <source>Checking what the receiver will get</source>
        <translation>Prüft, was der Empfänger bekommt</translation>
    </message>
    <message>
        <source>Learning the secret</source>
        <translation>Lernt das Geheimnis</translation>
    </message>
    <message>
        <source> (its sound)</source>
        <translation> (sein Ton)</translation>
    </message>
    <message>
        <source> (its pictures)</source>
        <translation> (seine Bilder)</translation>
    </message>
    <message>
        <source>Learning secrets %d to %d of %d</source>
        <translation>Lernt Geheimnisse %d bis %d von %d</translation>
    </message>
    <message>
        <source>Learning secret %d of %d</source>
        <translation>Lernt Geheimnis %d von %d</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Learned so far</source>
        <translation>Bisher gelernt</translation>
    </message>
    <message>
        <source>%d %% done</source>
        <translation>%d %% fertig</translation>
    </message>
    <message>
        <source>Paused. The time does not count.</source>
        <translation>Pause. Die Zeit zählt nicht.</translation>
    </message>
    <message>
        <source>Coming to an end…</source>
        <translation>Kommt zum Ende…</translation>
    </message>
    <message>
        <source>About %s left</source>
        <translation>Noch etwa %s</translation>
    </message>
    <message>
        <source>Nearly done</source>
        <translation>Gleich fertig</translation>
    </message>
    <message>
        <source>Computed on the processor, as chosen under Advanced.</source>
        <translation>Gerechnet wird auf dem Prozessor, wie unter „Erweitert“ gewählt.</translation>
    </message>
    <message>
        <source>Computed on the graphics card, as chosen under Advanced.</source>
        <translation>Gerechnet wird auf der Grafikkarte, wie unter „Erweitert“ gewählt.</translation>
    </message>
    <message>
        <source>Computed on the Apple graphics, as chosen under Advanced.</source>
        <translation>Gerechnet wird auf der Apple-Grafik, wie unter „Erweitert“ gewählt.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
</context>
<context>
    <name>Fold</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>Grip</name>
    <message>
        <source>Click to see it large, or drag it into a folder to keep it</source>
        <translation>Klicken zeigt es groß, Ziehen in einen Ordner behält es</translation>
    </message>
    <message>
        <source>Drag out</source>
        <translation>Herausziehen</translation>
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
    <name>Head</name>
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
        <source>To hide something more in it, it has to be made anew.</source>
        <translation>Soll noch etwas darin versteckt werden, muss sie neu gemacht werden.</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>Neu machen</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>The file is not saved yet.</source>
        <translation>Die Datei ist noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>The file is still being made.</source>
        <translation>Die Datei wird noch gemacht.</translation>
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
        <source>Wheel or + and - zoom, drag moves, 0 fits again</source>
        <translation>Mausrad oder + und - vergrößern, Ziehen verschiebt, 0 passt wieder ein</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>The key of this file</source>
        <translation>Der Schlüssel dieser Datei</translation>
    </message>
    <message>
        <source>Key %s</source>
        <translation>Schlüssel %s</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Have you kept the key?</source>
        <translation>Haben Sie den Schlüssel aufgehoben?</translation>
    </message>
    <message>
        <source>Without it nobody can ever open this file. It is shown under “The key…”.</source>
        <translation>Ohne ihn kann niemand diese Datei je öffnen. Er steht unter „Der Schlüssel…“.</translation>
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
        <source>There is no key in this file.</source>
        <translation>In dieser Datei ist kein Schlüssel.</translation>
    </message>
    <message>
        <source>The passphrase</source>
        <translation>Die Passphrase</translation>
    </message>
    <message>
        <source>Twelve words, with spaces</source>
        <translation>Zwölf Wörter, mit Leerzeichen</translation>
    </message>
    <message>
        <source>Type or paste the key, or drop a key file here.</source>
        <translation>Schlüssel eintippen, einfügen oder eine Schlüsseldatei hier ablegen.</translation>
    </message>
    <message>
        <source>Press Enter to reveal.</source>
        <translation>Die Eingabetaste deckt auf.</translation>
    </message>
    <message>
        <source>No key has the word in place %d. Is it misspelt?</source>
        <translation>Kein Schlüssel hat das Wort an Stelle %d. Ist es verschrieben?</translation>
    </message>
    <message>
        <source>%d of 12 words</source>
        <translation>%d von 12 Wörtern</translation>
    </message>
    <message>
        <source>A key has twelve words; these are %d.</source>
        <translation>Ein Schlüssel hat zwölf Wörter; das sind %d.</translation>
    </message>
    <message>
        <source>These words do not belong together: one is wrong, or two are exchanged.</source>
        <translation>Diese Wörter gehören nicht zusammen: Eines ist falsch, oder zwei sind vertauscht.</translation>
    </message>
</context>
<context>
    <name>KeyPanel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
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
        <source>Other words</source>
        <translation>Andere Wörter</translation>
    </message>
    <message>
        <source>Whoever has these words can reveal the secrets. Without them nobody can, not even you.</source>
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
        <source>The camera of a telephone reads the twelve words out of it.</source>
        <translation>Die Kamera eines Telefons liest die zwölf Wörter daraus.</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Whoever has these words and the Undersong file can reveal the secrets. Keep this page apart.</source>
        <translation>Wer diese Wörter und die Undersong-Datei hat, kann die Geheimnisse aufdecken. Bewahren Sie dieses Blatt getrennt auf.</translation>
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
        <source>More people: one more key…</source>
        <translation>Mehr Menschen: noch ein Schlüssel…</translation>
    </message>
    <message>
        <source>Remove this key</source>
        <translation>Diesen Schlüssel entfernen</translation>
    </message>
    <message>
        <source>Key %s</source>
        <translation>Schlüssel %s</translation>
    </message>
    <message>
        <source>Two of the keys are the same: each would open the secrets of the other.</source>
        <translation>Zwei der Schlüssel sind gleich: Jeder würde die Geheimnisse des anderen öffnen.</translation>
    </message>
    <message>
        <source>Key %s opens nothing yet.</source>
        <translation>Schlüssel %s öffnet noch nichts.</translation>
    </message>
    <message numerus="yes">
        <source>Key %s opens %n secret(s).</source>
        <translation>
            <numerusform>Schlüssel %s öffnet %n Geheimnis.</numerusform>
            <numerusform>Schlüssel %s öffnet %n Geheimnisse.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a key on each secret. A decoy is just another key: give it away, and nobody can tell that there are more.</source>
        <translation>Wählen Sie an jedem Geheimnis einen Schlüssel. Ein Scheinschlüssel ist einfach ein weiterer: Geben Sie ihn heraus, und niemand kann sagen, dass es mehr gibt.</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Dark is 0, bright is %s %% of the size apart</source>
        <translation>Dunkel ist 0, hell ist %s %% der Größe entfernt</translation>
    </message>
    <message>
        <source>%s %% of the size apart</source>
        <translation>%s %% der Größe entfernt</translation>
    </message>
</context>
<context>
    <name>Measures</name>
    <message>
        <source>Clearly the same shape, with softer details.</source>
        <translation>Deutlich dieselbe Form, mit weicheren Einzelheiten.</translation>
    </message>
    <message>
        <source>Very close; the finest edges are a little rounder.</source>
        <translation>Sehr nah; die feinsten Kanten sind etwas runder.</translation>
    </message>
    <message>
        <source>The same shape to the eye.</source>
        <translation>Für das Auge dieselbe Form.</translation>
    </message>
    <message>
        <source>Clearly recognisable, with some noise.</source>
        <translation>Deutlich erkennbar, mit etwas Rauschen.</translation>
    </message>
    <message>
        <source>Very close; a faint hiss in quiet places.</source>
        <translation>Sehr nah; an leisen Stellen rauscht es ein wenig.</translation>
    </message>
    <message>
        <source>No difference to the ear.</source>
        <translation>Für das Ohr kein Unterschied.</translation>
    </message>
    <message>
        <source>Clearly recognisable, but softer.</source>
        <translation>Deutlich erkennbar, aber weicher.</translation>
    </message>
    <message>
        <source>Very close; small details are a little softer.</source>
        <translation>Sehr nah; kleine Einzelheiten sind etwas weicher.</translation>
    </message>
    <message>
        <source>No difference to the eye.</source>
        <translation>Für das Auge kein Unterschied.</translation>
    </message>
    <message>
        <source>Exactly the same.</source>
        <translation>Genau gleich.</translation>
    </message>
    <message>
        <source>%s Its sound: %s.</source>
        <translation>%s Der Ton: %s.</translation>
    </message>
    <message>
        <source>The two are clearly different.</source>
        <translation>Die beiden sind deutlich verschieden.</translation>
    </message>
    <message>
        <source>Little of it came through. Choose a finer quality, or hide less at once.</source>
        <translation>Wenig davon kam durch. Wählen Sie eine feinere Qualität, oder verstecken Sie weniger auf einmal.</translation>
    </message>
    <message>
        <source>much is lost</source>
        <translation>vieles ist verloren</translation>
    </message>
    <message>
        <source>recognisable</source>
        <translation>erkennbar</translation>
    </message>
    <message>
        <source>very close</source>
        <translation>sehr nah</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <source>To the eye: %s</source>
        <translation>Für das Auge: %s</translation>
    </message>
    <message>
        <source>To the ear: %s</source>
        <translation>Für das Ohr: %s</translation>
    </message>
    <message>
        <source>Structure: %s</source>
        <translation>Struktur: %s</translation>
    </message>
    <message>
        <source>The space it fills: %s</source>
        <translation>Der Raum, den es füllt: %s</translation>
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
        <source>This folder was not taken.</source>
        <translation>Dieser Ordner wurde nicht genommen.</translation>
    </message>
    <message>
        <source>Choose those files in it that you mean, up to eight images, sounds, videos or 3D shapes.</source>
        <translation>Wählen Sie die Dateien darin aus, die gemeint sind: bis zu acht Bilder, Töne, Videos oder 3D-Formen.</translation>
    </message>
    <message>
        <source>This is an Undersong file already.</source>
        <translation>Das ist schon eine Undersong-Datei.</translation>
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
        <source>Choose a larger size under Advanced, a finer quality, or hide less at once.</source>
        <translation>Wählen Sie unter „Erweitert“ ein größeres Netz oder eine feinere Qualität, oder verstecken Sie weniger auf einmal.</translation>
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
        <source>This is not an Undersong file, or it is damaged.</source>
        <translation>Das ist keine Undersong-Datei, oder sie ist beschädigt.</translation>
    </message>
    <message>
        <source>Ask for the file again, and let it be sent as a file and not as a picture.</source>
        <translation>Lassen Sie sich die Datei noch einmal schicken, als Datei und nicht als Bild.</translation>
    </message>
    <message>
        <source>Nothing was revealed.</source>
        <translation>Nichts wurde aufgedeckt.</translation>
    </message>
    <message>
        <source>Either the key belongs to another file, or nothing is hidden here, or the file was changed on its way. Nobody can tell these apart. Check the key and try again.</source>
        <translation>Entweder gehört der Schlüssel zu einer anderen Datei, oder hier ist nichts versteckt, oder die Datei wurde unterwegs verändert. Das kann niemand unterscheiden. Prüfen Sie den Schlüssel, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>Der Speicher reicht nicht.</translation>
    </message>
    <message>
        <source>Close other programs, choose a quicker quality, or hide smaller files.</source>
        <translation>Schließen Sie andere Programme, wählen Sie eine schnellere Qualität, oder verstecken Sie kleinere Dateien.</translation>
    </message>
    <message>
        <source>The device to compute on is not there, or cannot be used.</source>
        <translation>Das Gerät, auf dem gerechnet werden soll, fehlt oder lässt sich nicht benutzen.</translation>
    </message>
    <message>
        <source>Choose “Automatic” in the settings and under Advanced: the processor always works.</source>
        <translation>Wählen Sie in den Einstellungen und unter „Erweitert“ die Vorgabe „Automatisch“: Der Prozessor geht immer.</translation>
    </message>
    <message>
        <source>The learning lost its way several times.</source>
        <translation>Das Lernen hat sich mehrmals verirrt.</translation>
    </message>
    <message>
        <source>Start again; if it happens again, choose another quality or another cover.</source>
        <translation>Fangen Sie neu an; geschieht es wieder, wählen Sie eine andere Qualität oder eine andere Hülle.</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>Die Datei ließ sich nicht speichern.</translation>
    </message>
    <message>
        <source>Check that there is room, and that you may write there, or choose another folder.</source>
        <translation>Prüfen Sie, ob Platz ist und ob Sie dort schreiben dürfen, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%s could not be opened.</source>
        <translation>%s ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <source>These could not be opened: %s</source>
        <translation>Diese ließen sich nicht öffnen: %s</translation>
    </message>
    <message>
        <source>The folder %s was not taken.</source>
        <translation>Der Ordner %s wurde nicht genommen.</translation>
    </message>
    <message>
        <source>These folders were not taken: %s</source>
        <translation>Diese Ordner wurden nicht genommen: %s</translation>
    </message>
    <message>
        <source>%s is an Undersong file already.</source>
        <translation>%s ist schon eine Undersong-Datei.</translation>
    </message>
    <message>
        <source>These are Undersong files already: %s</source>
        <translation>Diese sind schon Undersong-Dateien: %s</translation>
    </message>
    <message>
        <source>%s is not an Undersong file, or it is damaged.</source>
        <translation>%s ist keine Undersong-Datei oder ist beschädigt.</translation>
    </message>
    <message>
        <source>These are no Undersong files, or they are damaged: %s</source>
        <translation>Diese sind keine Undersong-Dateien oder sind beschädigt: %s</translation>
    </message>
    <message>
        <source>%s could not be saved.</source>
        <translation>%s ließ sich nicht speichern.</translation>
    </message>
    <message>
        <source>These could not be saved: %s</source>
        <translation>Diese ließen sich nicht speichern: %s</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>It is a damaged or cut-off picture.</source>
        <translation>Die Datei ist ein beschädigtes oder abgeschnittenes Bild.</translation>
    </message>
    <message>
        <source>It is a damaged or cut-off video.</source>
        <translation>Die Datei ist ein beschädigtes oder abgeschnittenes Video.</translation>
    </message>
    <message>
        <source>It is a damaged sound, or holds none.</source>
        <translation>Die Datei ist ein beschädigter Ton oder enthält keinen.</translation>
    </message>
    <message>
        <source>It is of a kind that this program cannot read.</source>
        <translation>Die Datei ist von einer Art, die dieses Programm nicht lesen kann.</translation>
    </message>
    <message>
        <source>It is a HEIC or AVIF picture: save it as JPEG or PNG first.</source>
        <translation>Die Datei ist ein HEIC- oder AVIF-Bild: Speichern Sie sie zuerst als JPEG oder PNG.</translation>
    </message>
    <message>
        <source>It holds points or lines but no triangles: a shape needs a surface.</source>
        <translation>Die Datei enthält Punkte oder Linien, aber keine Dreiecke: Eine Form braucht eine Oberfläche.</translation>
    </message>
    <message>
        <source>None of its triangles has an area that can be reckoned with: a shape needs a surface.</source>
        <translation>Keines ihrer Dreiecke hat eine Fläche, mit der sich rechnen lässt: Eine Form braucht eine Oberfläche.</translation>
    </message>
    <message>
        <source>It is flat: a shape needs an inside.</source>
        <translation>Die Datei ist flach: Eine Form braucht ein Inneres.</translation>
    </message>
    <message>
        <source>The secrets need %d %% more room than there is.</source>
        <translation>Die Geheimnisse brauchen %d %% mehr Platz, als da ist.</translation>
    </message>
</context>
<context>
    <name>ModeBar</name>
    <message>
        <source>The difference, %d times as strong</source>
        <translation>Der Unterschied, %d-fach verstärkt</translation>
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
        <source>Four or five unrelated words are good.</source>
        <translation>Vier oder fünf Wörter ohne Zusammenhang sind gut.</translation>
    </message>
    <message>
        <source>Too easy to guess: add words that have nothing to do with one another.</source>
        <translation>Zu leicht zu erraten: Fügen Sie Wörter hinzu, die nichts miteinander zu tun haben.</translation>
    </message>
    <message>
        <source>It will do; one more word would be better.</source>
        <translation>Es geht; ein Wort mehr wäre besser.</translation>
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
        <source>The same once more</source>
        <translation>Noch einmal dieselbe</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Die beiden sind nicht gleich.</translation>
    </message>
    <message>
        <source>Type it once more.</source>
        <translation>Geben Sie sie noch einmal ein.</translation>
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
    <name>RecipeCard</name>
    <message>
        <source>Estimating…</source>
        <translation>Wird geschätzt …</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>Passt nicht</translation>
    </message>
</context>
<context>
    <name>RecipeChoice</name>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>A quick try.</source>
        <translation>Zum Ausprobieren.</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>For most things.</source>
        <translation>Für das meiste.</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>Fein</translation>
    </message>
    <message>
        <source>As close as it gets.</source>
        <translation>So nah, wie es geht.</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
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
        <translation>Ist sie sicher?</translation>
    </message>
    <message>
        <source>The key…</source>
        <translation>Der Schlüssel…</translation>
    </message>
    <message>
        <source>Change something</source>
        <translation>Etwas ändern</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Yes, go on</source>
        <translation>Ja, weiter</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Saved as %s. Send the file and the key on different ways.</source>
        <translation>Gespeichert als %s. Schicken Sie Datei und Schlüssel auf verschiedenen Wegen.</translation>
    </message>
    <message>
        <source>Saved as %s. Now keep the key as well.</source>
        <translation>Gespeichert als %s. Heben Sie nun noch den Schlüssel auf.</translation>
    </message>
    <message>
        <source>What was hidden did not come back whole. Please hide it once more.</source>
        <translation>Das Versteckte kam nicht unversehrt zurück. Bitte verstecken Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Checked bit by bit, not saved yet: %s</source>
        <translation>Bit für Bit geprüft, noch nicht gespeichert: %s</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>What the receiver gets</source>
        <translation>Was der Empfänger bekommt</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Given, at %s</source>
        <translation>Gegeben, mit %s</translation>
    </message>
    <message>
        <source>The cover, for everybody</source>
        <translation>Die Hülle, für alle</translation>
    </message>
    <message>
        <source>The secrets, with the key</source>
        <translation>Die Geheimnisse, mit dem Schlüssel</translation>
    </message>
    <message>
        <source>The secrets of key %s</source>
        <translation>Die Geheimnisse von Schlüssel %s</translation>
    </message>
    <message>
        <source>Save the Undersong file</source>
        <translation>Undersong-Datei speichern</translation>
    </message>
    <message>
        <source>Undersong file (*.undersong)</source>
        <translation>Undersong-Datei (*.undersong)</translation>
    </message>
    <message>
        <source>Done. This is what the others will get</source>
        <translation>Fertig. Das werden die anderen bekommen</translation>
    </message>
    <message>
        <source>Read back from the very file that will be saved.</source>
        <translation>Gelesen aus genau der Datei, die gespeichert wird.</translation>
    </message>
</context>
<context>
    <name>ResumeDialog</name>
    <message>
        <source>Go on where it stopped?</source>
        <translation>Dort weitermachen, wo es stehen blieb?</translation>
    </message>
    <message>
        <source>A hiding was interrupted. What it had learned is kept here, encrypted under its key. Give that key, the first where there are several, and it goes on; at most a minute is done again.</source>
        <translation>Ein Verstecken wurde unterbrochen. Was schon gelernt war, liegt hier, verschlüsselt mit seinem Schlüssel. Mit diesem Schlüssel, bei mehreren dem ersten, geht es weiter; höchstens eine Minute wird wiederholt.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>A hiding was interrupted</source>
        <translation>Ein Verstecken wurde unterbrochen</translation>
    </message>
</context>
<context>
    <name>RevealPage</name>
    <message>
        <source>Drop an Undersong file</source>
        <translation>Undersong-Datei hier ablegen</translation>
    </message>
    <message>
        <source>Its cover is shown at once; the secrets need the key.</source>
        <translation>Ihre Hülle wird sofort gezeigt; die Geheimnisse brauchen den Schlüssel.</translation>
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
        <source>Save the cover…</source>
        <translation>Hülle speichern…</translation>
    </message>
    <message>
        <source>Is it safe?</source>
        <translation>Ist sie sicher?</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>Other file…</source>
        <translation>Andere Datei…</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Everybody sees the cover. The secrets need the key.</source>
        <translation>Die Hülle sehen alle. Die Geheimnisse brauchen den Schlüssel.</translation>
    </message>
</context>
<context>
    <name>RevealedPanel</name>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>Save all…</source>
        <translation>Alle speichern…</translation>
    </message>
    <message>
        <source>Revealed, but the file was changed after hiding: this may not be quite what was hidden.</source>
        <translation>Aufgedeckt, aber die Datei wurde nach dem Verstecken verändert: Das ist vielleicht nicht ganz das, was versteckt wurde.</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>Patterns in the numbers</source>
        <translation>Muster in den Zahlen</translation>
    </message>
    <message>
        <source>Is there a block among the network&apos;s numbers that is larger than all others?</source>
        <translation>Gibt es unter den Zahlen des Netzes einen Block, der größer ist als alle anderen?</translation>
    </message>
    <message>
        <source>Units of another kind</source>
        <translation>Einheiten anderer Art</translation>
    </message>
    <message>
        <source>Do some of the network&apos;s units look as if they had learned something else?</source>
        <translation>Sehen einige Einheiten des Netzes aus, als hätten sie etwas anderes gelernt?</translation>
    </message>
    <message>
        <source>What the cover pulls at</source>
        <translation>Woran die Hülle zieht</translation>
    </message>
    <message>
        <source>Are there parts that the cover would still like to change, but could not?</source>
        <translation>Gibt es Teile, die die Hülle noch ändern wollte, aber nicht konnte?</translation>
    </message>
    <message>
        <source>Learning on</source>
        <translation>Weiterlernen</translation>
    </message>
    <message>
        <source>Do some parts move differently when the network learns a little more?</source>
        <translation>Bewegen sich manche Teile anders, wenn das Netz ein wenig weiterlernt?</translation>
    </message>
    <message>
        <source>Parts that keep to themselves</source>
        <translation>Teile, die unter sich bleiben</translation>
    </message>
    <message>
        <source>Are there parts that what is shown does not need?</source>
        <translation>Gibt es Teile, die das Gezeigte nicht braucht?</translation>
    </message>
    <message>
        <source>The same parts in every layer</source>
        <translation>Dieselben Teile in jeder Schicht</translation>
    </message>
    <message>
        <source>Do the parts that stand out in one layer go on in the next?</source>
        <translation>Setzen sich Teile, die in einer Schicht auffallen, in der nächsten fort?</translation>
    </message>
    <message>
        <source>Taking something out without the key</source>
        <translation>Etwas ohne den Schlüssel herausholen</translation>
    </message>
    <message>
        <source>The most suspicious parts were cut out and looked at, and the guess improved step by step. Does a picture appear?</source>
        <translation>Die verdächtigsten Teile wurden ausgeschnitten und angesehen, und die Vermutung Schritt für Schritt verbessert. Erscheint ein Bild?</translation>
    </message>
    <message>
        <source>Two kinds of fineness</source>
        <translation>Zwei Arten von Feinheit</translation>
    </message>
    <message>
        <source>Does the first layer look as if it belonged to two different things?</source>
        <translation>Sieht die erste Schicht aus, als gehörte sie zu zwei verschiedenen Dingen?</translation>
    </message>
    <message>
        <source>More order than chance</source>
        <translation>Mehr Ordnung als Zufall</translation>
    </message>
    <message>
        <source>Is there more order in the numbers than in the same numbers shuffled?</source>
        <translation>Ist mehr Ordnung in den Zahlen als in denselben Zahlen, gemischt?</translation>
    </message>
    <message>
        <source>Too large for its cover</source>
        <translation>Zu groß für die Hülle</translation>
    </message>
    <message>
        <source>Is the network larger than what it shows would need?</source>
        <translation>Ist das Netz größer, als das Gezeigte es bräuchte?</translation>
    </message>
    <message>
        <source>Idle parts</source>
        <translation>Müßige Teile</translation>
    </message>
    <message>
        <source>Do some parts do much less than others?</source>
        <translation>Tun manche Teile viel weniger als andere?</translation>
    </message>
    <message>
        <source>The last digits</source>
        <translation>Die letzten Ziffern</translation>
    </message>
    <message>
        <source>Are the last digits of the numbers, and the vault, like the toss of a coin?</source>
        <translation>Sind die letzten Ziffern der Zahlen und der Tresor wie ein Münzwurf?</translation>
    </message>
    <message>
        <source>The file itself</source>
        <translation>Die Datei selbst</translation>
    </message>
    <message>
        <source>Are its header and boxes as in every sealed file of Undersong?</source>
        <translation>Sind Kopf und Fächer wie in jeder versiegelten Datei von Undersong?</translation>
    </message>
    <message>
        <source>Stands out from all files with nothing hidden.</source>
        <translation>Fällt unter allen Dateien, in denen nichts versteckt ist, auf.</translation>
    </message>
    <message>
        <source>As in a file with nothing hidden; but this test hardly ever finds anything.</source>
        <translation>Wie in einer Datei, in der nichts versteckt ist; doch diese Prüfung findet kaum je etwas.</translation>
    </message>
    <message>
        <source>As in a file with nothing hidden.</source>
        <translation>Wie in einer Datei, in der nichts versteckt ist.</translation>
    </message>
</context>
<context>
    <name>SafetyPage</name>
    <message>
        <source>Is my file safe?</source>
        <translation>Ist meine Datei sicher?</translation>
    </message>
    <message>
        <source>Drop an Undersong file. Every attack this program knows is tried on it, here on your computer; it takes some seconds.</source>
        <translation>Legen Sie eine Undersong-Datei ab. Jeder Angriff, den dieses Programm kennt, wird an ihr versucht, hier auf Ihrem Computer; es dauert einige Sekunden.</translation>
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
        <source>Check another file…</source>
        <translation>Andere Datei prüfen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Part of the tests that is done</source>
        <translation>Anteil der erledigten Prüfungen</translation>
    </message>
    <message>
        <source>Test %d of %d</source>
        <translation>Prüfung %d von %d</translation>
    </message>
    <message>
        <source>Trying to find something without the key</source>
        <translation>Versuch, ohne den Schlüssel etwas zu finden</translation>
    </message>
    <message>
        <source>What this does not show</source>
        <translation>Was das nicht zeigt</translation>
    </message>
    <message>
        <source>That nobody can tell Undersong made this file: anyone can. Hidden is what is in it, not that you use it.</source>
        <translation>Dass niemand erkennt, dass die Datei von Undersong ist: Das kann jeder. Verborgen ist, was in ihr steckt, nicht, dass Sie es benutzen.</translation>
    </message>
    <message>
        <source>That your computer is safe: who watches it sees what you hide, and your key.</source>
        <translation>Dass Ihr Computer sicher ist: Wer ihn überwacht, sieht, was Sie verstecken, und Ihren Schlüssel.</translation>
    </message>
    <message>
        <source>That there is no attack that nobody knows yet. These are the ones that are known, and our own.</source>
        <translation>Dass es keinen Angriff gibt, den noch niemand kennt. Dies sind die bekannten und unsere eigenen.</translation>
    </message>
    <message>
        <source>How much is hidden, or whether anything is: that is not told without the key, here neither.</source>
        <translation>Wie viel versteckt ist, oder ob überhaupt etwas: Das lässt sich ohne den Schlüssel nicht sagen, auch hier nicht.</translation>
    </message>
    <message>
        <source>That the cover was used only once. Two files of one cover can be compared: never hide twice in it.</source>
        <translation>Dass die Hülle nur einmal benutzt wurde. Zwei Dateien mit einer Hülle lassen sich vergleichen: Verstecken Sie nie zweimal in derselben.</translation>
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
    <name>Scale</name>
    <message>
        <source>%s: grade %d of 4</source>
        <translation>%s: Stufe %d von 4</translation>
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
        <source>Save as…</source>
        <translation>Speichern als…</translation>
    </message>
    <message>
        <source>Compare with the original…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Save larger</source>
        <translation>Größer speichern</translation>
    </message>
    <message>
        <source>It has no size of its own: it can be drawn finer than it was hidden</source>
        <translation>Es hat keine eigene Größe: Es lässt sich feiner zeichnen, als es versteckt wurde</translation>
    </message>
</context>
<context>
    <name>SecretsPanel</name>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>What only the holder of the key will find. It may also be nothing.</source>
        <translation>Was nur findet, wer den Schlüssel hat. Es darf auch nichts sein.</translation>
    </message>
    <message>
        <source>Drop what you want to hide</source>
        <translation>Hier ablegen, was Sie verstecken möchten</translation>
    </message>
    <message>
        <source>Images, sounds, videos, 3D shapes</source>
        <translation>Bilder, Töne, Videos, 3D-Formen</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>Drop more here</source>
        <translation>Hier mehr ablegen</translation>
    </message>
    <message>
        <source>Trim…</source>
        <translation>Kürzen…</translation>
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
        <source>Key for %s</source>
        <translation>Schlüssel für %s</translation>
    </message>
    <message>
        <source>Key %s</source>
        <translation>Schlüssel %s</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>What is remembered</source>
        <translation>Was gemerkt wird</translation>
    </message>
    <message>
        <source>Nothing, unless you say so here. Keys and secrets are never kept.</source>
        <translation>Nichts, solange Sie es hier nicht sagen. Schlüssel und Geheimnisse nie.</translation>
    </message>
    <message>
        <source>Remember these settings</source>
        <translation>Diese Einstellungen merken</translation>
    </message>
    <message>
        <source>Remember the Undersong files opened last</source>
        <translation>Die zuletzt geöffneten Undersong-Dateien merken</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>As the system has it</source>
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
        <source>Computed on</source>
        <translation>Gerechnet wird auf</translation>
    </message>
    <message>
        <source>Threads of the processor</source>
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
        <source>Drag or the arrow keys turn it, the wheel or + and - come closer, 0 starts over</source>
        <translation>Ziehen oder Pfeiltasten drehen, Mausrad oder + und - holen näher, 0 stellt zurück</translation>
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
    <name>SoundBoard</name>
    <message>
        <source>Click to go there, drag to mark a part; Space plays, A and B switch between the two</source>
        <translation>Klicken springt dorthin, Ziehen markiert einen Teil; die Leertaste spielt ab, A und B wechseln zwischen beiden</translation>
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
    <name>StartPage</name>
    <message>
        <source>Drop files here</source>
        <translation>Dateien hier ablegen</translation>
    </message>
    <message>
        <source>Images, sounds, videos and 3D shapes to hide them; an Undersong file to reveal what is in it.</source>
        <translation>Bilder, Töne, Videos und 3D-Formen, um sie zu verstecken; eine Undersong-Datei, um aufzudecken, was in ihr steckt.</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen…</translation>
    </message>
    <message>
        <source>Everything Undersong opens (%s *.undersong)</source>
        <translation>Alles, was Undersong öffnet (%s *.undersong)</translation>
    </message>
    <message>
        <source>Try it with an example</source>
        <translation>Mit einem Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Opened last</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Undersong turns a picture, a sound, a video or a shape into a small network that can hide others. Whoever opens the file sees the cover. Whoever has the key finds the secrets too.</source>
        <translation>Undersong macht aus einem Bild, einem Ton, einem Video oder einer Form ein kleines Netz, das andere verstecken kann. Wer die Datei öffnet, sieht die Hülle. Wer den Schlüssel hat, findet auch die Geheimnisse.</translation>
    </message>
    <message>
        <source>A song under the song</source>
        <translation>Ein Lied unter dem Lied</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>The part that is kept</source>
        <translation>Der Teil, der bleibt</translation>
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
        <source>Repeat the part you marked by dragging, or everything</source>
        <translation>Den durch Ziehen markierten Teil wiederholen, oder alles</translation>
    </message>
    <message>
        <source>Listen to: %s</source>
        <translation>Anhören: %s</translation>
    </message>
    <message>
        <source>Listen to %s, from the same place on</source>
        <translation>%s ab derselben Stelle anhören</translation>
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
        <source>Keep all of it</source>
        <translation>Alles behalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%s of %s s are kept</source>
        <translation>%s von %s s bleiben</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
</context>
<context>
    <name>TwoPictures</name>
    <message>
        <source>Wheel or + and - zoom, drag moves, 0 fits again</source>
        <translation>Mausrad oder + und - vergrößern, Ziehen verschiebt, 0 passt wieder ein</translation>
    </message>
</context>
<context>
    <name>VerdictPanel</name>
    <message>
        <source>This was taken out of the file without the key. It is what anybody can see.</source>
        <translation>Das wurde ohne den Schlüssel aus der Datei geholt. Jeder kann es sehen.</translation>
    </message>
    <message>
        <source>What was found without the key</source>
        <translation>Was ohne den Schlüssel gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing stands out. Without the key, this file is like one with nothing hidden.</source>
        <translation>Nichts fällt auf. Ohne den Schlüssel ist diese Datei wie eine, in der nichts versteckt ist.</translation>
    </message>
    <message>
        <source>Every attack this program knows was made on it. None found a trace of a secret, nor that there is one.</source>
        <translation>Jeder Angriff, den dieses Programm kennt, wurde an ihr versucht. Keiner fand die Spur eines Geheimnisses, auch nicht, dass es eines gibt.</translation>
    </message>
    <message>
        <source>Something in this file stands out.</source>
        <translation>Etwas an dieser Datei fällt auf.</translation>
    </message>
    <message>
        <source>It is not quite like the files of Undersong that were measured: its cover may be unusual, or another program made or changed it. Whether its secrets, if it has any, are sealed cannot be seen from it.</source>
        <translation>Sie ist nicht ganz wie die Dateien von Undersong, die gemessen wurden: Vielleicht ist die Hülle ungewöhnlich, oder ein anderes Programm hat sie gemacht oder verändert. Ob Geheimnisse, falls es welche gibt, versiegelt sind, sieht man ihr nicht an.</translation>
    </message>
    <message>
        <source>This file is not protected. What is hidden in it can be found without the key.</source>
        <translation>Diese Datei ist nicht geschützt. Was in ihr versteckt ist, lässt sich ohne den Schlüssel finden.</translation>
    </message>
    <message>
        <source>It was made in the published way, without a seal. Below is what gives it away. Hide its secrets again with protection, and do not pass this file on.</source>
        <translation>Sie wurde auf die veröffentlichte Weise gemacht, ohne Siegel. Unten steht, was sie verrät. Verstecken Sie ihre Geheimnisse neu und geschützt, und geben Sie diese Datei nicht weiter.</translation>
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
        <source>Pasted image</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Closing now loses it.</source>
        <translation>Wenn Sie jetzt schließen, geht sie verloren.</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>Trotzdem schließen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>The window opens anew in the other language.</source>
        <translation>Das Fenster öffnet sich neu in der anderen Sprache.</translation>
    </message>
    <message>
        <source>What lies on its pages is let go.</source>
        <translation>Was auf seinen Seiten liegt, wird verworfen.</translation>
    </message>
    <message>
        <source>Open it anew</source>
        <translation>Neu öffnen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
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
</context>
</TS>
