<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DepartureSheet</name>
    <message numerus="yes">
        <source>%n lines are worth a look.</source>
        <translation><numerusform>%n line is worth a look.</numerusform><numerusform>%n lines are worth a look.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Not ready: %n things are missing</source>
        <translation><numerusform>Not ready: %n thing is missing</numerusform><numerusform>Not ready: %n things are missing</numerusform></translation>
    </message>
</context>
</TS>
