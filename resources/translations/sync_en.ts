<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DevicePane</name>
    <message numerus="yes">
        <source>%n changes, oldest {age}</source>
        <translation>
            <numerusform>%n change, oldest {age}</numerusform>
            <numerusform>%n changes, oldest {age}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StickCard</name>
    <message numerus="yes">
        <source>%n changes are on the stick</source>
        <translation>
            <numerusform>%n change is on the stick</numerusform>
            <numerusform>%n changes are on the stick</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes were answered</source>
        <translation>
            <numerusform>%n change was answered</numerusform>
            <numerusform>%n changes were answered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncScreen</name>
    <message numerus="yes">
        <source>%n will be sent again</source>
        <translation>
            <numerusform>%n change will be sent again</numerusform>
            <numerusform>%n changes will be sent again</numerusform>
        </translation>
    </message>
</context>
</TS>
