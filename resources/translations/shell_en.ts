<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SyncStatus</name>
    <message numerus="yes">
        <source>%n changes are kept here</source>
        <translation><numerusform>%n change is kept here</numerusform><numerusform>%Ln changes are kept here</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n changes were refused</source>
        <translation><numerusform>%n change was refused</numerusform><numerusform>%n changes were refused</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n fields have two versions</source>
        <translation><numerusform>%n field has two versions</numerusform><numerusform>%n fields have two versions</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n requests wait for your decision</source>
        <translation><numerusform>%n request waits for your decision</numerusform><numerusform>%n requests wait for your decision</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n reports wait for your signature</source>
        <translation><numerusform>%n report waits for your signature</numerusform><numerusform>%n reports wait for your signature</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n reports are due</source>
        <translation><numerusform>%n report is due</numerusform><numerusform>%n reports are due</numerusform></translation>
    </message>
</context>
    <context>
        <name>Shell</name>
        <message numerus="yes">
            <source>%n step(s) undone, the last: {title}</source>
            <translation>
                <numerusform>%n step undone, the last: {title}</numerusform>
                <numerusform>%n steps undone, the last: {title}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>UndoSheet</name>
        <message numerus="yes">
            <source>%n step(s) will be undone</source>
            <translation>
                <numerusform>%n step will be undone</numerusform>
                <numerusform>%n steps will be undone</numerusform>
            </translation>
        </message>
    </context>
</TS>
