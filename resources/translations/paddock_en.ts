<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AttachmentWords</name>
    <message numerus="yes">
        <source>{0} of %n file(s) were not attached.</source>
        <translation>
            <numerusform>{0} of %n file was not attached.</numerusform>
            <numerusform>{0} of %n files were not attached.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatWiring</name>
    <message numerus="yes">
        <source>%n chat(s) were deleted.</source>
        <translation>
            <numerusform>%n chat was deleted.</numerusform>
            <numerusform>%n chats were deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) were archived.</source>
        <translation>
            <numerusform>%n chat was archived.</numerusform>
            <numerusform>%n chats were archived.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) were deleted.</source>
        <translation>
            <numerusform>%n message was deleted.</numerusform>
            <numerusform>%n messages were deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of your chats could not be written.</source>
        <translation>
            <numerusform>%n change of your chats could not be written.</numerusform>
            <numerusform>%n changes of your chats could not be written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExchangeWiring</name>
    <message numerus="yes">
        <source>%n chat(s) were imported.</source>
        <translation>
            <numerusform>%n chat was imported.</numerusform>
            <numerusform>%n chats were imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) were exported to {0}.</source>
        <translation>
            <numerusform>%n chat was exported to {0}.</numerusform>
            <numerusform>%n chats were exported to {0}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n text(s) three quotes at the end of a line became single ones: a Modelfile cannot hold them.</source>
        <translation>
            <numerusform>In %n text three quotes at the end of a line became single ones: a Modelfile cannot hold them.</numerusform>
            <numerusform>In %n texts three quotes at the end of a line became single ones: a Modelfile cannot hold them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FooterWidget</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%n thing(s) were not taken over.</source>
        <translation>
            <numerusform>%n thing was not taken over.</numerusform>
            <numerusform>%n things were not taken over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) found</source>
        <translation>
            <numerusform>%n chat found</numerusform>
            <numerusform>%n chats found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already here</source>
        <translation>
            <numerusform>%n already here</numerusform>
            <numerusform>%n already here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n chat(s)</source>
        <translation>
            <numerusform>Import %n chat</numerusform>
            <numerusform>Import %n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importing %n chat(s)</source>
        <translation>
            <numerusform>Importing %n chat</numerusform>
            <numerusform>Importing %n chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageDetails</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wiring</name>
    <message numerus="yes">
        <source>{0} cannot see: %n image(s) of this chat will not be sent.</source>
        <translation>
            <numerusform>{0} cannot see: %n image of this chat will not be sent.</numerusform>
            <numerusform>{0} cannot see: %n images of this chat will not be sent.</numerusform>
        </translation>
    </message>
</context>
</TS>
