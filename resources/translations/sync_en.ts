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
</TS>
