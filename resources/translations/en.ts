<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BalancePane</name>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Bell</name>
    <message numerus="yes">
        <source>%Ln unread answer(s)</source>
        <translation>
            <numerusform>%Ln unread answer</numerusform>
            <numerusform>%Ln unread answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountWords</name>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln min</numerusform>
            <numerusform>%Ln min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h</source>
        <translation>
            <numerusform>%Ln h</numerusform>
            <numerusform>%Ln h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting to send</source>
        <translation>
            <numerusform>%Ln waiting to send</numerusform>
            <numerusform>%Ln waiting to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) need you</source>
        <translation>
            <numerusform>%Ln message needs you</numerusform>
            <numerusform>%Ln messages need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not readable</source>
        <translation>
            <numerusform>%Ln not readable</numerusform>
            <numerusform>%Ln not readable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln file that this version cannot show</numerusform>
            <numerusform>%Ln files that this version cannot show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln transaction that this version cannot show</numerusform>
            <numerusform>%Ln transactions that this version cannot show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wallet(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln wallet that this version cannot show</numerusform>
            <numerusform>%Ln wallets that this version cannot show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln record that this version cannot show</numerusform>
            <numerusform>%Ln records that this version cannot show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers from support</source>
        <translation>
            <numerusform>%Ln answer from support</numerusform>
            <numerusform>%Ln answers from support</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln unread message</numerusform>
            <numerusform>%Ln unread messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln draft(s)</source>
        <translation>
            <numerusform>%Ln draft</numerusform>
            <numerusform>%Ln drafts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting message(s)</source>
        <translation>
            <numerusform>%Ln waiting message</numerusform>
            <numerusform>%Ln waiting messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticket(s) so far</source>
        <translation>
            <numerusform>%Ln ticket so far</numerusform>
            <numerusform>%Ln tickets so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older ticket(s)</source>
        <translation>
            <numerusform>%Ln older ticket</numerusform>
            <numerusform>%Ln older tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your messages</source>
        <translation>
            <numerusform>%Ln of your messages</numerusform>
            <numerusform>%Ln of your messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeliveryLine</name>
    <message numerus="yes">
        <source>Support received this %Ln time(s)</source>
        <translation>
            <numerusform>Support received this %Ln time</numerusform>
            <numerusform>Support received this %Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidenceTray</name>
    <message numerus="yes">
        <source>Evidence, %Ln piece(s)</source>
        <translation>
            <numerusform>Evidence, %Ln piece</numerusform>
            <numerusform>Evidence, %Ln pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileProblems</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileTray</name>
    <message numerus="yes">
        <source>Attachments, %Ln file(s)</source>
        <translation>
            <numerusform>Attachments, %Ln file</numerusform>
            <numerusform>Attachments, %Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LastSyncedLabel</name>
    <message numerus="yes">
        <source>%Ln minute(s) old</source>
        <translation>
            <numerusform>%Ln minute old</numerusform>
            <numerusform>%Ln minutes old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s) old</source>
        <translation>
            <numerusform>%Ln hour old</numerusform>
            <numerusform>%Ln hours old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) old</source>
        <translation>
            <numerusform>%Ln day old</numerusform>
            <numerusform>%Ln days old</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageContent</name>
    <message numerus="yes">
        <source>%Ln more file(s)</source>
        <translation>
            <numerusform>%Ln more file</numerusform>
            <numerusform>%Ln more files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message numerus="yes">
        <source>Show %Ln earlier message(s)</source>
        <translation>
            <numerusform>Show %Ln earlier message</numerusform>
            <numerusform>Show %Ln earlier messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoneyCard</name>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoneyWords</name>
    <message numerus="yes">
        <source>%Ln currencies</source>
        <translation>
            <numerusform>%Ln currency</numerusform>
            <numerusform>%Ln currencies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuitController</name>
    <message numerus="yes">
        <source>%Ln message(s) wait to be sent.</source>
        <translation>
            <numerusform>%Ln message waits to be sent.</numerusform>
            <numerusform>%Ln messages wait to be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) need your decision.</source>
        <translation>
            <numerusform>%Ln message needs your decision.</numerusform>
            <numerusform>%Ln messages need your decision.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message numerus="yes">
        <source>In %Ln message(s)</source>
        <translation>
            <numerusform>In %Ln message</numerusform>
            <numerusform>In %Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message numerus="yes">
        <source>Helpdesk, %Ln unread answer(s)</source>
        <translation>
            <numerusform>Helpdesk, %Ln unread answer</numerusform>
            <numerusform>Helpdesk, %Ln unread answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatementFilters</name>
    <message numerus="yes">
        <source>Last %Ln day(s)</source>
        <translation>
            <numerusform>Last %Ln day</numerusform>
            <numerusform>Last %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatementPane</name>
    <message numerus="yes">
        <source>%Ln transaction(s)</source>
        <translation>
            <numerusform>%Ln transaction</numerusform>
            <numerusform>%Ln transactions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatementStrip</name>
    <message numerus="yes">
        <source>%Ln ticket(s) mention this transaction</source>
        <translation>
            <numerusform>%Ln ticket mentions this transaction</numerusform>
            <numerusform>%Ln tickets mention this transaction</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransactionView</name>
    <message numerus="yes">
        <source>Copy %Ln row(s)</source>
        <translation>
            <numerusform>Copy %Ln row</numerusform>
            <numerusform>Copy %Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%Ln unread answer(s)</source>
        <translation>
            <numerusform>%Ln unread answer</numerusform>
            <numerusform>%Ln unread answers</numerusform>
        </translation>
    </message>
</context>
</TS>
