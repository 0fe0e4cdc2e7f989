<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>BatchBar</name>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CardPane</name>
        <message numerus="yes">
            <source>%n days overdue</source>
            <translation>
                <numerusform>%n day overdue</numerusform>
                <numerusform>%n days overdue</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>oldest %n days</source>
            <translation>
                <numerusform>oldest %n day</numerusform>
                <numerusform>oldest %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CustomersScreen</name>
        <message numerus="yes">
            <source>%n added to the route of {day}</source>
            <translation>
                <numerusform>%n customer added to the route of {day}</numerusform>
                <numerusform>%n customers added to the route of {day}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n archived</source>
            <translation>
                <numerusform>%n customer archived</numerusform>
                <numerusform>%n customers archived</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExportMenu</name>
        <message numerus="yes">
            <source>%n exported</source>
            <translation>
                <numerusform>%n customer exported</numerusform>
                <numerusform>%n customers exported</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ImportPanel</name>
        <message numerus="yes">
            <source>Bring in %n</source>
            <translation>
                <numerusform>Bring in %n record</numerusform>
                <numerusform>Bring in %n records</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ImportPreview</name>
        <message numerus="yes">
            <source>%n more are kept under their own titles</source>
            <translation>
                <numerusform>%n more is kept under its own title</numerusform>
                <numerusform>%n more are kept under their own titles</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message numerus="yes">
            <source>All %n</source>
            <translation>
                <numerusform>All %n</numerusform>
                <numerusform>All %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BookPage</name>
        <message numerus="yes">
            <source>Show %n more</source>
            <translation>
                <numerusform>Show %n more</numerusform>
                <numerusform>Show %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OrdersPage</name>
        <message numerus="yes">
            <source>%n this year</source>
            <translation>
                <numerusform>%n this year</numerusform>
                <numerusform>%n this year</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReceivablesPage</name>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n open</numerusform>
                <numerusform>%n open</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OrderForm</name>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>%n line</numerusform>
                <numerusform>%n lines</numerusform>
            </translation>
        </message>
    </context>
</TS>
