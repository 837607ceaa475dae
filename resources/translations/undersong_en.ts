<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CapacityMeter</name>
    <message numerus="yes">
        <source>%n secret(s) too many</source>
        <translation>
            <numerusform>%n secret too many</numerusform>
            <numerusform>%n secrets too many</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChooseView</name>
    <message numerus="yes">
        <source>%n unfinished hide(s)…</source>
        <translation>
            <numerusform>%n unfinished hide…</numerusform>
            <numerusform>%n unfinished hides…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)…</source>
        <translation>
            <numerusform>%n key…</numerusform>
            <numerusform>%n keys…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) in one Undersong file (%s)</source>
        <translation>
            <numerusform>%n secret in one Undersong file (%s)</numerusform>
            <numerusform>%n secrets in one Undersong file (%s)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One file holds at most %n secret(s). Remove some, or hide them in another file.</source>
        <translation>
            <numerusform>One file holds at most %n secret. Remove some, or hide them in another file.</numerusform>
            <numerusform>One file holds at most %n secrets. Remove some, or hide them in another file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%Ln vertex(es)</source>
        <translation>
            <numerusform>%Ln vertex</numerusform>
            <numerusform>%Ln vertices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln triangle(s)</source>
        <translation>
            <numerusform>%Ln triangle</numerusform>
            <numerusform>%Ln triangles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileComparison</name>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message numerus="yes">
        <source>%n hide(s)</source>
        <translation>
            <numerusform>%n hide</numerusform>
            <numerusform>%n hides</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueCard</name>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <translation>
            <numerusform>%n secret</numerusform>
            <numerusform>%n secrets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Queueing</name>
    <message numerus="yes">
        <source>The queue is done: %n file(s) saved.</source>
        <translation>
            <numerusform>The queue is done: %n file is saved.</numerusform>
            <numerusform>The queue is done: %n files are saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hide(s) failed: look at the queue.</source>
        <translation>
            <numerusform>%n hide failed: look at the queue.</numerusform>
            <numerusform>%n hides failed: look at the queue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stations</name>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <translation>
            <numerusform>%n secret</numerusform>
            <numerusform>%n secrets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message numerus="yes">
        <source>%n test(s) of %1 stand out.</source>
        <translation>
            <numerusform>%n test of %1 stands out.</numerusform>
            <numerusform>%n tests of %1 stand out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n test(s): nothing stands out.</source>
        <translation>
            <numerusform>%n test: nothing stands out.</numerusform>
            <numerusform>%n tests: nothing stands out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them hardly ever find(s) anything.</source>
        <translation>
            <numerusform>%n of them hardly ever finds anything.</numerusform>
            <numerusform>%n of them hardly ever find anything.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlockDialog</name>
    <message numerus="yes">
        <source>%n hide(s) still need a key.</source>
        <translation>
            <numerusform>%n hide still needs its key.</numerusform>
            <numerusform>%n hides still need a key.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counted</name>
    <message numerus="yes">
        <source>Add the first %n</source>
        <translation>
            <numerusform>Add the first %n</numerusform>
            <numerusform>Add the first %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One file holds at most %n secret(s).</source>
        <translation>
            <numerusform>One file holds at most %n secret.</numerusform>
            <numerusform>One file holds at most %n secrets.</numerusform>
        </translation>
    </message>
</context>
</TS>
