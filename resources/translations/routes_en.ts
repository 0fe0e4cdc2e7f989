<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CalloutCard</name>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/callout_card.py" line="55"/>
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayPane</name>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/day_pane.py" line="239"/>
        <source>%n customer(s) on the way, not seen for two weeks</source>
        <translation>
            <numerusform>%n on the way, unseen for 2 weeks</numerusform>
            <numerusform>%n on the way, unseen for 2 weeks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ordering</name>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/ordering.py" line="92"/>
        <source>{km} less, %n stop(s) move</source>
        <translation>
            <numerusform>{km} less, %n stop moves</numerusform>
            <numerusform>{km} less, %n stops move</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/ordering.py" line="94"/>
        <source>%n more stop(s) open when you come, {km} more</source>
        <translation>
            <numerusform>%n more stop open when you come, {km} more</numerusform>
            <numerusform>%n more stops open when you come, {km} more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WeekStrip</name>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/week_strip.py" line="55"/>
        <source>%n stop(s)</source>
        <translation>
            <numerusform>%n stop</numerusform>
            <numerusform>%n stops</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Weeks</name>
    <message numerus="yes">
        <location filename="../../ui/screens/routes/weeks.py" line="174"/>
        <source>%n route(s) begin on Monday</source>
        <translation>
            <numerusform>%n route begins on Monday</numerusform>
            <numerusform>%n routes begin on Monday</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WeekIntro</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) without a place on the map are left out</source>
        <translation>
            <numerusform>%n customer without a place on the map is left out</numerusform>
            <numerusform>%n customers without a place on the map are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) of no such class are visited as need be</source>
        <translation>
            <numerusform>%n customer of another class, or none, is visited as need be</numerusform>
            <numerusform>%n customers of another class, or none, are visited as need be</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) keep their weekday</source>
        <translation>
            <numerusform>%n customer keeps its weekday</numerusform>
            <numerusform>%n customers keep their weekday</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fixed route(s) of today go on until you take the new ones</source>
        <translation>
            <numerusform>Your %n fixed route stays in force until you accept the new ones</numerusform>
            <numerusform>Your %n fixed routes stay in force until you accept the new ones</numerusform>
        </translation>
    </message>
</context>
</TS>
