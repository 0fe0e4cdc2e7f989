<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SignOutSheet</name>
    <message numerus="yes">
        <source>%n change(s) or files have not reached headquarters</source>
        <translation>
            <numerusform>%n change or file has not reached headquarters</numerusform>
            <numerusform>%n changes or files have not reached headquarters</numerusform>
        </translation>
    </message>
</context>
</TS>
