<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s)</source>
        <translation>
            <numerusform>%n template</numerusform>
            <numerusform>%n templates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchPanel</name>
    <message numerus="yes">
        <source>Heading unknown for %n template(s): only rotation 0° is searched.</source>
        <translation>
            <numerusform>Heading unknown for %n template: only rotation 0° is searched.</numerusform>
            <numerusform>Heading unknown for %n templates: only rotation 0° is searched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GSD unknown for %n template(s): only scale 1 is searched.</source>
        <translation>
            <numerusform>GSD unknown for %n template: only scale 1 is searched.</numerusform>
            <numerusform>GSD unknown for %n templates: only scale 1 is searched.</numerusform>
        </translation>
    </message>
</context>
</TS>
