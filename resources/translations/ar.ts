<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>Absence</name>
    <message>
        <source>Removed by support</source>
        <translation>حذفها الدعم</translation>
    </message>
    <message>
        <source>Only on this computer</source>
        <translation>على هذا الجهاز فقط</translation>
    </message>
</context>
<context>
    <name>AgentsDialog</name>
    <message>
        <source>Agents’ page of the demo</source>
        <translation>صفحة موظفي الدعم في النسخة التجريبية</translation>
    </message>
    <message>
        <source>Answer as support: open this page in a browser and sign in as an agent. It can be reached from this computer only.</source>
        <translation>جرّب الرد بصفتك من فريق الدعم: افتح هذه الصفحة في المتصفح وسجّل الدخول بحساب موظف. لا يمكن الوصول إليها إلا من هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>User</source>
        <translation>المستخدم</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>الفتح في المتصفح</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy: {label}</source>
        <translation>نسخ: {label}</translation>
    </message>
</context>
<context>
    <name>AlertSettings</name>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Tell me on the desktop when support answers</source>
        <translation>أبلغني على سطح المكتب عندما يرد الدعم</translation>
    </message>
    <message>
        <source>Show what support wrote in the notification</source>
        <translation>إظهار نص رد الدعم في الإشعار</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>تشغيل صوت</translation>
    </message>
    <message>
        <source>Quiet hours: answers wait, and are told in one summary afterwards</source>
        <translation>ساعات الهدوء: تنتظر الردود ثم تُبلَّغ بها دفعة واحدة بعد انتهائها</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>هدوء من</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>هدوء حتى</translation>
    </message>
    <message>
        <source>Show notifications through</source>
        <translation>إظهار الإشعارات عبر</translation>
    </message>
    <message>
        <source>Whatever works here</source>
        <translation>أي وسيلة تعمل هنا</translation>
    </message>
    <message>
        <source>The tray icon</source>
        <translation>أيقونة شريط النظام</translation>
    </message>
    <message>
        <source>A notification program (plyer)</source>
        <translation>برنامج إشعارات (plyer)</translation>
    </message>
    <message>
        <source>This window only</source>
        <translation>هذه النافذة فقط</translation>
    </message>
    <message>
        <source>The desktop’s notifications</source>
        <translation>إشعارات النظام</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Open Otet Desk to read them.</source>
        <translation>افتح أوتت ديسك لقراءتها.</translation>
    </message>
    <message>
        <source>Support answered ticket {number}</source>
        <translation>رد الدعم على التذكرة {number}</translation>
    </message>
    <message>
        <source>Open Otet Desk to read it.</source>
        <translation>افتح أوتت ديسك لقراءة الرد.</translation>
    </message>
    <message>
        <source>{subject}: {text}</source>
        <translation>{subject}: {text}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>الرد</translation>
    </message>
</context>
<context>
    <name>AttachmentTile</name>
    <message>
        <source>Can run programs</source>
        <translation>قد يشغّل برامج</translation>
    </message>
    <message>
        <source>Save {name} as…</source>
        <translation>حفظ {name} باسم…</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>تنزيل {name}</translation>
    </message>
    <message>
        <source>Not downloaded</source>
        <translation>لم يُنزَّل</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>جارٍ التنزيل…</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>على هذا الجهاز</translation>
    </message>
    <message>
        <source>Could not be downloaded</source>
        <translation>تعذّر التنزيل</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>حفظ باسم</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>تم حفظ {name}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>عرض في المجلد</translation>
    </message>
</context>
<context>
    <name>AvailabilityCard</name>
    <message>
        <source>open now</source>
        <translation>متاح الآن</translation>
    </message>
    <message>
        <source>opens in {span}</source>
        <translation>متاح بعد {span}</translation>
    </message>
    <message>
        <source>Day and night</source>
        <translation>على مدار الساعة</translation>
    </message>
</context>
<context>
    <name>BalancePane</name>
    <message>
        <source>Balance over time</source>
        <translation>الرصيد عبر الزمن</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>عرض كجدول</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>الفترة</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%Ln أيام</numerusform>
            <numerusform>%Ln يومًا</numerusform>
            <numerusform>%Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Day</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>الرصيد</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>سنة</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Balances in different currencies are not added up. Choose a wallet to see its line.</source>
        <translation>لا تُجمع الأرصدة بعملات مختلفة. اختر محفظة لعرض منحنى رصيدها.</translation>
    </message>
    <message>
        <source>at the rates of {date}, rounded</source>
        <translation>بأسعار صرف {date}، مقرَّبًا</translation>
    </message>
    <message>
        <source>Balance over time, {name}: {first} on {from}, {last} now; lowest {least}, highest {most}.</source>
        <translation>الرصيد عبر الزمن، {name}: {first} في {from}، و{last} الآن؛ الأدنى {least}، والأعلى {most}.</translation>
    </message>
</context>
<context>
    <name>Bell</name>
    <message numerus="yes">
        <source>%Ln unread answer(s)</source>
        <translation>
            <numerusform>لا ردود غير مقروءة</numerusform>
            <numerusform>رد واحد غير مقروء</numerusform>
            <numerusform>ردّان غير مقروءين</numerusform>
            <numerusform>%Ln ردود غير مقروءة</numerusform>
            <numerusform>%Ln ردًا غير مقروء</numerusform>
            <numerusform>%Ln رد غير مقروء</numerusform>
        </translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>{name}, {count}</source>
        <translation>{name}، {count}</translation>
    </message>
</context>
<context>
    <name>BellPanel</name>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>When support answers</source>
        <translation>عندما يرد الدعم</translation>
    </message>
    <message>
        <source>Tell me on the desktop</source>
        <translation>أبلغني على سطح المكتب</translation>
    </message>
    <message>
        <source>Unread answers</source>
        <translation>الردود غير المقروءة</translation>
    </message>
    <message>
        <source>You have read everything.</source>
        <translation>لقد قرأت كل شيء.</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Remove the filter: {filter}</source>
        <translation>إزالة عامل التصفية: {filter}</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Go to</source>
        <translation>الانتقال إلى</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>التذاكر</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>الكتابة</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>المحافظ</translation>
    </message>
    <message>
        <source>Otet Desk</source>
        <translation>أوتت ديسك</translation>
    </message>
</context>
<context>
    <name>ComposerForm</name>
    <message>
        <source>New ticket</source>
        <translation>تذكرة جديدة</translation>
    </message>
    <message>
        <source>Type of request</source>
        <translation>نوع الطلب</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>required</source>
        <translation>مطلوب</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>الوصف</translation>
    </message>
    <message>
        <source>What happened, when, and with which account or transaction?</source>
        <translation>ماذا حدث، ومتى، وفي أي حساب أو معاملة؟</translation>
    </message>
    <message>
        <source>Submit Ticket</source>
        <translation>إرسال التذكرة</translation>
    </message>
    <message>
        <source>No type</source>
        <translation>بدون نوع</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>CountWords</name>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>أقل من دقيقة</numerusform>
            <numerusform>دقيقة واحدة</numerusform>
            <numerusform>دقيقتان</numerusform>
            <numerusform>%Ln دقائق</numerusform>
            <numerusform>%Ln دقيقة</numerusform>
            <numerusform>%Ln دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h</source>
        <translation>
            <numerusform>أقل من ساعة</numerusform>
            <numerusform>ساعة واحدة</numerusform>
            <numerusform>ساعتان</numerusform>
            <numerusform>%Ln ساعات</numerusform>
            <numerusform>%Ln ساعة</numerusform>
            <numerusform>%Ln ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%Ln أيام</numerusform>
            <numerusform>%Ln يومًا</numerusform>
            <numerusform>%Ln يوم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln بايت</numerusform>
            <numerusform>بايت واحد</numerusform>
            <numerusform>%Ln بايت</numerusform>
            <numerusform>%Ln بايت</numerusform>
            <numerusform>%Ln بايت</numerusform>
            <numerusform>%Ln بايت</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting to send</source>
        <translation>
            <numerusform>لا رسائل بانتظار الإرسال</numerusform>
            <numerusform>رسالة واحدة بانتظار الإرسال</numerusform>
            <numerusform>رسالتان بانتظار الإرسال</numerusform>
            <numerusform>%Ln رسائل بانتظار الإرسال</numerusform>
            <numerusform>%Ln رسالة بانتظار الإرسال</numerusform>
            <numerusform>%Ln رسالة بانتظار الإرسال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) need you</source>
        <translation>
            <numerusform>لا رسائل تحتاج إلى تدخلك</numerusform>
            <numerusform>رسالة واحدة تحتاج إلى تدخلك</numerusform>
            <numerusform>رسالتان تحتاجان إلى تدخلك</numerusform>
            <numerusform>%Ln رسائل تحتاج إلى تدخلك</numerusform>
            <numerusform>%Ln رسالة تحتاج إلى تدخلك</numerusform>
            <numerusform>%Ln رسالة تحتاج إلى تدخلك</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not readable</source>
        <translation>
            <numerusform>لا شيء غير مقروء</numerusform>
            <numerusform>واحد غير مقروء</numerusform>
            <numerusform>اثنان غير مقروءين</numerusform>
            <numerusform>%Ln غير مقروءة</numerusform>
            <numerusform>%Ln غير مقروءًا</numerusform>
            <numerusform>%Ln غير مقروء</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) that this version cannot show</source>
        <translation>
            <numerusform>لا ملفات يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>ملف واحد يتعذر على هذا الإصدار عرضه</numerusform>
            <numerusform>ملفان يتعذر على هذا الإصدار عرضهما</numerusform>
            <numerusform>%Ln ملفات يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>%Ln ملفًا يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>%Ln ملف يتعذر على هذا الإصدار عرضها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) that this version cannot show</source>
        <translation>
            <numerusform>لا معاملات يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>معاملة واحدة يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>معاملتان يتعذر على هذا الإصدار عرضهما</numerusform>
            <numerusform>%Ln معاملات يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>%Ln معاملة يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>%Ln معاملة يتعذر على هذا الإصدار عرضها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wallet(s) that this version cannot show</source>
        <translation>
            <numerusform>لا محافظ يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>محفظة واحدة يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>محفظتان يتعذر على هذا الإصدار عرضهما</numerusform>
            <numerusform>%Ln محافظ يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>%Ln محفظة يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>%Ln محفظة يتعذر على هذا الإصدار عرضها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) that this version cannot show</source>
        <translation>
            <numerusform>لا سجلات يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>سجل واحد يتعذر على هذا الإصدار عرضه</numerusform>
            <numerusform>سجلان يتعذر على هذا الإصدار عرضهما</numerusform>
            <numerusform>%Ln سجلات يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>%Ln سجلًا يتعذر على هذا الإصدار عرضها</numerusform>
            <numerusform>%Ln سجل يتعذر على هذا الإصدار عرضها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers from support</source>
        <translation>
            <numerusform>لا ردود من الدعم</numerusform>
            <numerusform>رد واحد من الدعم</numerusform>
            <numerusform>ردّان من الدعم</numerusform>
            <numerusform>%Ln ردود من الدعم</numerusform>
            <numerusform>%Ln ردًا من الدعم</numerusform>
            <numerusform>%Ln رد من الدعم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>لا رسائل غير مقروءة</numerusform>
            <numerusform>رسالة واحدة غير مقروءة</numerusform>
            <numerusform>رسالتان غير مقروءتين</numerusform>
            <numerusform>%Ln رسائل غير مقروءة</numerusform>
            <numerusform>%Ln رسالة غير مقروءة</numerusform>
            <numerusform>%Ln رسالة غير مقروءة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln draft(s)</source>
        <translation>
            <numerusform>%Ln مسودة</numerusform>
            <numerusform>مسودة واحدة</numerusform>
            <numerusform>مسودتان</numerusform>
            <numerusform>%Ln مسودات</numerusform>
            <numerusform>%Ln مسودة</numerusform>
            <numerusform>%Ln مسودة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting message(s)</source>
        <translation>
            <numerusform>%Ln رسالة منتظرة</numerusform>
            <numerusform>رسالة منتظرة واحدة</numerusform>
            <numerusform>رسالتان منتظرتان</numerusform>
            <numerusform>%Ln رسائل منتظرة</numerusform>
            <numerusform>%Ln رسالة منتظرة</numerusform>
            <numerusform>%Ln رسالة منتظرة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticket(s) so far</source>
        <translation>
            <numerusform>لا تذاكر حتى الآن</numerusform>
            <numerusform>تذكرة واحدة حتى الآن</numerusform>
            <numerusform>تذكرتان حتى الآن</numerusform>
            <numerusform>%Ln تذاكر حتى الآن</numerusform>
            <numerusform>%Ln تذكرة حتى الآن</numerusform>
            <numerusform>%Ln تذكرة حتى الآن</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older ticket(s)</source>
        <translation>
            <numerusform>لا تذاكر أقدم</numerusform>
            <numerusform>تذكرة واحدة أقدم</numerusform>
            <numerusform>تذكرتان أقدم</numerusform>
            <numerusform>%Ln تذاكر أقدم</numerusform>
            <numerusform>%Ln تذكرة أقدم</numerusform>
            <numerusform>%Ln تذكرة أقدم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your messages</source>
        <translation>
            <numerusform>%Ln من رسائلك</numerusform>
            <numerusform>رسالة واحدة من رسائلك</numerusform>
            <numerusform>رسالتان من رسائلك</numerusform>
            <numerusform>%Ln من رسائلك</numerusform>
            <numerusform>%Ln من رسائلك</numerusform>
            <numerusform>%Ln من رسائلك</numerusform>
        </translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}، {second}</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Report of the unexpected end</source>
        <translation>تقرير الإغلاق المفاجئ</translation>
    </message>
    <message>
        <source>This is what the app was doing when it ended. Nothing that you wrote is in it. Send it to those who look after the app if this happens again.</source>
        <translation>يبيّن هذا التقرير ما كان التطبيق يفعله عند إغلاقه. لا يحتوي شيئًا مما كتبته. إذا تكرر ذلك فأرسله إلى القائمين على التطبيق.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>نسخ التقرير</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>فتح مجلده</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>DashboardPage</name>
    <message>
        <source>Dashboard</source>
        <translation>لوحة المعلومات</translation>
    </message>
    <message>
        <source>Wallets Overview</source>
        <translation>نظرة عامة على المحافظ</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>التحقق من الهوية</translation>
    </message>
    <message>
        <source>Recent Transactions</source>
        <translation>أحدث المعاملات</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>الدعم</translation>
    </message>
    <message>
        <source>Support hours</source>
        <translation>ساعات عمل الدعم</translation>
    </message>
    <message>
        <source>in your time</source>
        <translation>بتوقيتك</translation>
    </message>
    <message>
        <source>All wallets</source>
        <translation>كل المحافظ</translation>
    </message>
    <message>
        <source>No transactions yet. Deposits and withdrawals appear here.</source>
        <translation>لا معاملات بعد. تظهر الإيداعات والسحوبات هنا.</translation>
    </message>
</context>
<context>
    <name>DataSettings</name>
    <message>
        <source>Data use</source>
        <translation>استهلاك البيانات</translation>
    </message>
    <message>
        <source>On metered connections</source>
        <translation>عند الاتصال المحدود</translation>
    </message>
    <message>
        <source>On</source>
        <translation>مفعّل</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>معطّل</translation>
    </message>
    <message>
        <source>Save data</source>
        <translation>توفير البيانات</translation>
    </message>
    <message>
        <source>Saving data, the app asks less often whether the connection is still there. New answers come as quickly as ever; files are only downloaded when you ask for them.</source>
        <translation>عند توفير البيانات يتحقق التطبيق من بقاء الاتصال مرات أقل. تصل الردود الجديدة بالسرعة المعتادة، ولا تُنزَّل الملفات إلا عندما تطلبها.</translation>
    </message>
    <message>
        <source>Used this month: {size}</source>
        <translation>المستهلك هذا الشهر: {size}</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Choose a day: {field}</source>
        <translation>اختيار يوم: {field}</translation>
    </message>
</context>
<context>
    <name>Delivery</name>
    <message>
        <source>Waiting to send</source>
        <translation>بانتظار الإرسال</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>جارٍ الإرسال…</translation>
    </message>
    <message>
        <source>Checking whether support received this…</source>
        <translation>جارٍ التحقق من وصولها إلى الدعم…</translation>
    </message>
    <message>
        <source>Support has it</source>
        <translation>وصلت إلى الدعم</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>تحتاج إلى تدخلك</translation>
    </message>
    <message>
        <source>The connection is slow. It goes out as soon as it can.</source>
        <translation>الاتصال بطيء. ستُرسل الرسالة حالما يمكن ذلك.</translation>
    </message>
    <message>
        <source>It goes out as soon as there is a connection.</source>
        <translation>ستُرسل الرسالة حالما يتوفر اتصال.</translation>
    </message>
    <message>
        <source>Support is busy. It goes out by itself.</source>
        <translation>نظام الدعم مشغول. ستُرسل الرسالة تلقائيًا.</translation>
    </message>
    <message>
        <source>It goes out when you have signed in again.</source>
        <translation>ستُرسل الرسالة بعد أن تسجّل الدخول من جديد.</translation>
    </message>
    <message>
        <source>It goes out as soon as the app is connected again.</source>
        <translation>ستُرسل الرسالة حالما يتصل التطبيق من جديد.</translation>
    </message>
    <message>
        <source>Sending {percent}</source>
        <translation>جارٍ الإرسال {percent}</translation>
    </message>
    <message>
        <source>It goes out after what you sent before it.</source>
        <translation>ستُرسل بعد ما أرسلته قبلها.</translation>
    </message>
</context>
<context>
    <name>DeliveryLine</name>
    <message>
        <source>Sending in a moment</source>
        <translation>تُرسَل بعد لحظات</translation>
    </message>
    <message>
        <source>Support received this twice</source>
        <translation>وصلت هذه الرسالة إلى الدعم مرتين</translation>
    </message>
    <message numerus="yes">
        <source>Support received this %Ln time(s)</source>
        <translation>
            <numerusform>لم تصل هذه الرسالة إلى الدعم</numerusform>
            <numerusform>وصلت هذه الرسالة إلى الدعم مرة واحدة</numerusform>
            <numerusform>وصلت هذه الرسالة إلى الدعم مرتين</numerusform>
            <numerusform>وصلت هذه الرسالة إلى الدعم %Ln مرات</numerusform>
            <numerusform>وصلت هذه الرسالة إلى الدعم %Ln مرة</numerusform>
            <numerusform>وصلت هذه الرسالة إلى الدعم %Ln مرة</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>تحقق</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>المحاولة الآن</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Start a new ticket with this text</source>
        <translation>فتح تذكرة جديدة بهذا النص</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>تعديل وإعادة إرسال</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>إعادة الإرسال</translation>
    </message>
    <message>
        <source>Keep as a draft</source>
        <translation>الاحتفاظ بها كمسودة</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>متوقفة مؤقتًا</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>This is a demo: its money and tickets are made up, and everything stays on this computer.</source>
        <translation>هذه نسخة تجريبية: أموالها وتذاكرها غير حقيقية، وكل شيء يبقى على هذا الحاسوب.</translation>
    </message>
</context>
<context>
    <name>DemoMark</name>
    <message>
        <source>Demo</source>
        <translation>تجريبي</translation>
    </message>
</context>
<context>
    <name>DraftAutosave</name>
    <message>
        <source>Show the text</source>
        <translation>عرض النص</translation>
    </message>
</context>
<context>
    <name>DropGround</name>
    <message>
        <source>Drop files here to attach them</source>
        <translation>أفلت الملفات هنا لإرفاقها</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Nothing to save yet</source>
        <translation>لا شيء للحفظ بعد</translation>
    </message>
    <message>
        <source>Support closed this ticket, so nothing can be added to it. A new ticket reaches them.</source>
        <translation>أغلق الدعم هذه التذكرة، فلا يمكن إضافة شيء إليها. تصلهم تذكرة جديدة.</translation>
    </message>
    <message>
        <source>Write a few words first.</source>
        <translation>اكتب بضع كلمات أولًا.</translation>
    </message>
    <message>
        <source>Your files are still being copied.</source>
        <translation>لا يزال نسخ ملفاتك جاريًا.</translation>
    </message>
    <message>
        <source>Choose first what becomes of the pasted text.</source>
        <translation>حدّد أولًا ما تريد فعله بالنص الملصق.</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>الإرسال بـ Enter</translation>
    </message>
    <message>
        <source>{keys} sends</source>
        <translation>الإرسال بـ {keys}</translation>
    </message>
    <message>
        <source>Up to {count} files, {size} each. You can also drop files here or paste a picture.</source>
        <translation>العدد الأقصى للملفات {count}، والحجم الأقصى لكل منها {size}. يمكنك أيضًا إفلات الملفات هنا أو لصق صورة.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>إرفاق ملفات</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>جارٍ النسخ…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>جارٍ الحفظ…</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>حُفظ {time}</translation>
    </message>
</context>
<context>
    <name>EmailSwitch</name>
    <message>
        <source>E-mail me when support answers</source>
        <translation>أبلغني بالبريد الإلكتروني عندما يرد الدعم</translation>
    </message>
    <message>
        <source>This help desk has no such setting.</source>
        <translation>نظام الدعم هذا لا يوفر هذا الإعداد.</translation>
    </message>
    <message>
        <source>Telling the help desk…</source>
        <translation>جارٍ إبلاغ نظام الدعم…</translation>
    </message>
    <message>
        <source>The help desk sends these mails.</source>
        <translation>يرسل نظام الدعم هذه الرسائل.</translation>
    </message>
    <message>
        <source>No mails about answers are sent.</source>
        <translation>لا تُرسَل رسائل بريد عن الردود.</translation>
    </message>
    <message>
        <source>Not changed: the help desk cannot be reached now. Try again later.</source>
        <translation>لم يتغير: يتعذر الوصول إلى نظام الدعم الآن. حاول مرة أخرى لاحقًا.</translation>
    </message>
    <message>
        <source>Not changed. {reason}</source>
        <translation>لم يتغير. {reason}</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>This looks like {what}, but a letter or digit in it is wrong: {value}</source>
        <translation>يبدو هذا {what}، لكن فيه حرفًا أو رقمًا خاطئًا: {value}</translation>
    </message>
    <message>
        <source>This looks like {what}, but its length is wrong: {value}</source>
        <translation>يبدو هذا {what}، لكن طوله غير صحيح: {value}</translation>
    </message>
    <message>
        <source>This looks like {what}, but it holds a sign that does not belong there: {value}</source>
        <translation>يبدو هذا {what}، لكن فيه رمزًا لا مكان له: {value}</translation>
    </message>
    <message>
        <source>a transaction ID (TXID)</source>
        <translation>معرّف معاملة (TXID)</translation>
    </message>
    <message>
        <source>an IBAN</source>
        <translation>رقم حساب مصرفي دولي (IBAN)</translation>
    </message>
    <message>
        <source>a card number</source>
        <translation>رقم بطاقة</translation>
    </message>
    <message>
        <source>an order number</source>
        <translation>رقم أمر تداول</translation>
    </message>
    <message>
        <source>a TRC-20 address</source>
        <translation>عنوان TRC-20</translation>
    </message>
    <message>
        <source>an ERC-20 address</source>
        <translation>عنوان ERC-20</translation>
    </message>
    <message>
        <source>a Bitcoin address</source>
        <translation>عنوان بيتكوين</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>الرقم المرجعي</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>المحفظة</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>الطريقة</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Transaction fee</source>
        <translation>رسوم المعاملة</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Network, country or bank</source>
        <translation>الشبكة أو البلد أو البنك</translation>
    </message>
    <message>
        <source>Transaction {name}</source>
        <translation>المعاملة {name}</translation>
    </message>
    <message>
        <source>Order {name}</source>
        <translation>أمر التداول {name}</translation>
    </message>
    <message>
        <source>Transaction ID (TXID)</source>
        <translation>معرّف المعاملة (TXID)</translation>
    </message>
    <message>
        <source>IBAN</source>
        <translation>رقم الحساب الدولي (IBAN)</translation>
    </message>
    <message>
        <source>Card, last four digits</source>
        <translation>البطاقة، آخر أربعة أرقام</translation>
    </message>
    <message>
        <source>{network} address</source>
        <translation>عنوان {network}</translation>
    </message>
    <message>
        <source>Never send a whole card number, not even to support. Its last four digits are enough.</source>
        <translation>لا ترسل رقم البطاقة كاملًا أبدًا، حتى إلى الدعم. تكفي آخر أربعة أرقام منه.</translation>
    </message>
    <message>
        <source>This is your transaction {name}: {facts}</source>
        <translation>هذه معاملتك {name}: {facts}</translation>
    </message>
    <message>
        <source>This is {what}: {value}</source>
        <translation>هذا {what}: {value}</translation>
    </message>
    <message>
        <source>Add only the last four digits</source>
        <translation>إضافة آخر أربعة أرقام فقط</translation>
    </message>
    <message>
        <source>Add as evidence</source>
        <translation>إضافة كدليل</translation>
    </message>
    <message>
        <source>Iranian card</source>
        <translation>بطاقة إيرانية</translation>
    </message>
</context>
<context>
    <name>EvidenceHint</name>
    <message>
        <source>Do not suggest this</source>
        <translation>عدم اقتراح هذا</translation>
    </message>
</context>
<context>
    <name>EvidenceTray</name>
    <message numerus="yes">
        <source>Evidence, %Ln piece(s)</source>
        <translation>
            <numerusform>الأدلة، لا شيء</numerusform>
            <numerusform>الأدلة، دليل واحد</numerusform>
            <numerusform>الأدلة، دليلان</numerusform>
            <numerusform>الأدلة، %Ln أدلة</numerusform>
            <numerusform>الأدلة، %Ln دليلًا</numerusform>
            <numerusform>الأدلة، %Ln دليل</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>إزالة {name}</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export as CSV</source>
        <translation>تصدير بصيغة CSV</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>ملفات CSV (*.csv)</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>جارٍ كتابة {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Date (UTC)</source>
        <translation>التاريخ (UTC)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>العملة</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>الرقم المرجعي</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>تم حفظ {name}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>عرض في المجلد</translation>
    </message>
    <message>
        <source>{name} was not saved: the disk is full.</source>
        <translation>لم يُحفظ {name}: القرص ممتلئ.</translation>
    </message>
    <message>
        <source>{name} was not saved: the folder did not take it. Choose another one.</source>
        <translation>لم يُحفظ {name}: لم يقبله المجلد. اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>أُلغي التصدير.</translation>
    </message>
</context>
<context>
    <name>FaultDialog</name>
    <message>
        <source>Copy details</source>
        <translation>نسخ التفاصيل</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>FileIntake</name>
    <message>
        <source>Attach files</source>
        <translation>إرفاق ملفات</translation>
    </message>
</context>
<context>
    <name>FileProblems</name>
    <message>
        <source>Hide this message</source>
        <translation>إخفاء هذه الرسالة</translation>
    </message>
    <message>
        <source>Support accepts {limit} files in one message, so these were not attached: {names}.</source>
        <translation>يقبل الدعم {limit} من الملفات في الرسالة الواحدة، لذلك لم تُرفق هذه الملفات: {names}.</translation>
    </message>
    <message>
        <source>Support accepts files up to {limit_bytes}, so these were not attached: {names}.</source>
        <translation>يقبل الدعم ملفات لا تتجاوز {limit_bytes}، لذلك لم تُرفق هذه الملفات: {names}.</translation>
    </message>
    <message>
        <source>These are empty, so they were not attached: {names}.</source>
        <translation>هذه الملفات فارغة، لذلك لم تُرفق: {names}.</translation>
    </message>
    <message>
        <source>These are no longer there; pick them again: {names}.</source>
        <translation>لم تعد هذه الملفات في مكانها؛ اخترها من جديد: {names}.</translation>
    </message>
    <message>
        <source>These are not normal files, so they were not attached: {names}.</source>
        <translation>هذه ليست ملفات عادية، لذلك لم تُرفق: {names}.</translation>
    </message>
    <message>
        <source>These could not be read; close the program that uses them, or check that you may open them: {names}.</source>
        <translation>تعذّرت قراءة هذه الملفات؛ أغلق البرنامج الذي يستخدمها، أو تأكد من أنه يمكنك فتحها: {names}.</translation>
    </message>
    <message>
        <source>{sentence} Not attached: {names}.</source>
        <translation>{sentence} لم يُرفق: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln غيرها</numerusform>
            <numerusform>واحد آخر</numerusform>
            <numerusform>اثنان آخران</numerusform>
            <numerusform>%Ln أخرى</numerusform>
            <numerusform>%Ln أخرى</numerusform>
            <numerusform>%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileTile</name>
    <message>
        <source>Remove {name}</source>
        <translation>إزالة {name}</translation>
    </message>
</context>
<context>
    <name>FileTray</name>
    <message numerus="yes">
        <source>Attachments, %Ln file(s)</source>
        <translation>
            <numerusform>المرفقات، لا ملفات</numerusform>
            <numerusform>المرفقات، ملف واحد</numerusform>
            <numerusform>المرفقات، ملفان</numerusform>
            <numerusform>المرفقات، %Ln ملفات</numerusform>
            <numerusform>المرفقات، %Ln ملفًا</numerusform>
            <numerusform>المرفقات، %Ln ملف</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search in messages</source>
        <translation>البحث في الرسائل</translation>
    </message>
    <message>
        <source>Search in subjects and messages</source>
        <translation>البحث في المواضيع والرسائل</translation>
    </message>
    <message>
        <source>Ticket ID</source>
        <translation>رقم التذكرة</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>القسم</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>كل الأقسام</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>More filters: status, dates, attachments</source>
        <translation>عوامل تصفية أخرى: الحالة والتواريخ والمرفقات</translation>
    </message>
    <message>
        <source>With attachments</source>
        <translation>مع مرفقات</translation>
    </message>
    <message>
        <source>From {day}</source>
        <translation>من {day}</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>حتى {day}</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} – {last}</translation>
    </message>
</context>
<context>
    <name>FirstSync</name>
    <message>
        <source>Sign in again, so that the first synchronisation can go on.</source>
        <translation>سجّل الدخول من جديد لتستمر المزامنة الأولى.</translation>
    </message>
    <message>
        <source>The first synchronisation goes on as soon as support can be reached.</source>
        <translation>تستمر المزامنة الأولى فور إمكان الوصول إلى الدعم.</translation>
    </message>
    <message>
        <source>First synchronisation: fetching your tickets…</source>
        <translation>المزامنة الأولى: جارٍ جلب تذاكرك…</translation>
    </message>
    <message>
        <source>First synchronisation: {tickets}</source>
        <translation>المزامنة الأولى: {tickets}</translation>
    </message>
    <message>
        <source>{tickets}. {words}</source>
        <translation>{tickets}. {words}</translation>
    </message>
    <message>
        <source>older messages and transactions</source>
        <translation>رسائل ومعاملات أقدم</translation>
    </message>
    <message>
        <source>What is newest is here. Still to come: {tickets}</source>
        <translation>وصل الأحدث. المتبقي: {tickets}</translation>
    </message>
    <message>
        <source>Everything since {date} is here. Still to come: {tickets}</source>
        <translation>وصل كل شيء منذ {date}. المتبقي: {tickets}</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>{n} KB</source>
        <translation>{n} كيلوبايت</translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation>{n} ميغابايت</translation>
    </message>
    <message>
        <source>{n} GB</source>
        <translation>{n} غيغابايت</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}، {time}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>{day} {start}–{end}</source>
        <translation>{day} من {start} إلى {end}</translation>
    </message>
</context>
<context>
    <name>Guarantee</name>
    <message>
        <source>Everything you send arrives exactly once: this help desk knows each message by its own key.</source>
        <translation>كل ما ترسله يصل مرة واحدة بالضبط: يعرف نظام الدعم هذا كل رسالة بمفتاحها الخاص.</translation>
    </message>
    <message>
        <source>Everything you send arrives exactly once, as long as the connection returns within a day.</source>
        <translation>كل ما ترسله يصل مرة واحدة بالضبط، ما دام الاتصال يعود خلال يوم.</translation>
    </message>
    <message>
        <source>Everything you send arrives. After a broken connection we look first, so that nothing arrives twice.</source>
        <translation>كل ما ترسله يصل. بعد انقطاع الاتصال نتحقق أولًا حتى لا يصل شيء مرتين.</translation>
    </message>
    <message>
        <source>This help desk cannot confirm what it received. After a broken connection we ask you.</source>
        <translation>لا يستطيع نظام الدعم هذا تأكيد ما استلمه. بعد انقطاع الاتصال نسألك أنت.</translation>
    </message>
</context>
<context>
    <name>HelpdeskPage</name>
    <message>
        <source>Helpdesk</source>
        <translation>الدعم</translation>
    </message>
    <message>
        <source>Create Ticket</source>
        <translation>إنشاء تذكرة</translation>
    </message>
    <message>
        <source>Choose a ticket to read it here.</source>
        <translation>اختر تذكرة لقراءتها هنا.</translation>
    </message>
    <message>
        <source>Question about transaction {number}</source>
        <translation>سؤال عن المعاملة {number}</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Unread</source>
        <translation>غير مقروءة</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>مفتوحة</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>المسودات</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>بانتظار الإرسال</translation>
    </message>
    <message>
        <source>with attachments</source>
        <translation>مع مرفقات</translation>
    </message>
    <message>
        <source>with a reply that you began</source>
        <translation>مع رد بدأت كتابته</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a row read aloud</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>مسودة</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>جارٍ التحقق…</translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation>أنت: {text}</translation>
    </message>
    <message>
        <source>Support: {text}</source>
        <translation>الدعم: {text}</translation>
    </message>
    <message>
        <source>New ticket without a subject</source>
        <translation>تذكرة جديدة بلا موضوع</translation>
    </message>
    <message>
        <source>Ticket without a subject</source>
        <translation>تذكرة بلا موضوع</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>Tickets, drafts and messages waiting to be sent</source>
        <translation>التذاكر والمسودات والرسائل التي تنتظر الإرسال</translation>
    </message>
    <message>
        <source>Nothing here yet. What you write and what support answers is kept here.</source>
        <translation>لا شيء هنا بعد. يُحفظ هنا ما تكتبه وما يرد به الدعم.</translation>
    </message>
    <message>
        <source>Create Ticket</source>
        <translation>إنشاء تذكرة</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>جارٍ البحث…</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>لم يُعثر على شيء.</translation>
    </message>
    <message>
        <source>Nothing found so far.</source>
        <translation>لم يُعثر على شيء حتى الآن.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>مسح عوامل التصفية</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>KnownAccounts</name>
    <message>
        <source>Accounts on this computer</source>
        <translation>الحسابات على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Demo on this computer</source>
        <translation>نسخة تجريبية على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Nothing is waiting to be sent</source>
        <translation>لا شيء في انتظار الإرسال</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Sign in as {name}</source>
        <translation>تسجيل الدخول باسم {name}</translation>
    </message>
</context>
<context>
    <name>Label</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>الإنجليزية</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>الفارسية</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>العربية</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>الإسبانية</translation>
    </message>
</context>
<context>
    <name>LastSyncedLabel</name>
    <message>
        <source>As of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>not the latest</source>
        <translation>ليس الأحدث</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s) old</source>
        <translation>
            <numerusform>قبل أقل من دقيقة</numerusform>
            <numerusform>قبل دقيقة واحدة</numerusform>
            <numerusform>قبل دقيقتين</numerusform>
            <numerusform>قبل %Ln دقائق</numerusform>
            <numerusform>قبل %Ln دقيقة</numerusform>
            <numerusform>قبل %Ln دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s) old</source>
        <translation>
            <numerusform>قبل أقل من ساعة</numerusform>
            <numerusform>قبل ساعة واحدة</numerusform>
            <numerusform>قبل ساعتين</numerusform>
            <numerusform>قبل %Ln ساعات</numerusform>
            <numerusform>قبل %Ln ساعة</numerusform>
            <numerusform>قبل %Ln ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) old</source>
        <translation>
            <numerusform>قبل أقل من يوم</numerusform>
            <numerusform>قبل يوم واحد</numerusform>
            <numerusform>قبل يومين</numerusform>
            <numerusform>قبل %Ln أيام</numerusform>
            <numerusform>قبل %Ln يومًا</numerusform>
            <numerusform>قبل %Ln يوم</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinkOpener</name>
    <message>
        <source>This link opens {host} outside of the app. Support never asks for your password there.</source>
        <translation>يفتح هذا الرابط {host} خارج التطبيق. لا يطلب الدعم كلمة مرورك هناك أبدًا.</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>فتح الرابط</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Dashboard</source>
        <translation>لوحة المعلومات</translation>
    </message>
    <message>
        <source>Helpdesk</source>
        <translation>الدعم</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>المحافظ</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>{page} – Otet Desk</source>
        <translation>{page} – أوتت ديسك</translation>
    </message>
    <message>
        <source>Otet Desk</source>
        <translation>أوتت ديسك</translation>
    </message>
    <message>
        <source>({count}) {title}</source>
        <translation>({count}) {title}</translation>
    </message>
</context>
<context>
    <name>MessageContent</name>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>{author} · Support</source>
        <translation>{author} · الدعم</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>الدعم</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>عرض المزيد</translation>
    </message>
    <message>
        <source>Copy the whole text</source>
        <translation>نسخ النص كاملًا</translation>
    </message>
    <message>
        <source>Hide quoted text</source>
        <translation>إخفاء النص المقتبس</translation>
    </message>
    <message>
        <source>Show quoted text</source>
        <translation>عرض النص المقتبس</translation>
    </message>
    <message>
        <source>It is kept, and read again after an update of the app.</source>
        <translation>الرسالة محفوظة، وستُقرأ من جديد بعد تحديث التطبيق.</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>نسخ كنص</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more file(s)</source>
        <translation>
            <numerusform>لا ملفات أخرى</numerusform>
            <numerusform>ملف آخر</numerusform>
            <numerusform>ملفان آخران</numerusform>
            <numerusform>%Ln ملفات أخرى</numerusform>
            <numerusform>%Ln ملفًا آخر</numerusform>
            <numerusform>%Ln ملف آخر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageEvidence</name>
    <message>
        <source>Show {name} in Wallets</source>
        <translation>عرض {name} في المحافظ</translation>
    </message>
    <message>
        <source>Copy {name}</source>
        <translation>نسخ {name}</translation>
    </message>
    <message>
        <source>This transaction is not in your wallets.</source>
        <translation>هذه المعاملة ليست في محافظك.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>تم النسخ</translation>
    </message>
</context>
<context>
    <name>MessageItem</name>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>الدعم</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Messages of this ticket</source>
        <translation>رسائل هذه التذكرة</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln earlier message(s)</source>
        <translation>
            <numerusform>لا رسائل أقدم</numerusform>
            <numerusform>عرض رسالة أقدم واحدة</numerusform>
            <numerusform>عرض رسالتين أقدم</numerusform>
            <numerusform>عرض %Ln رسائل أقدم</numerusform>
            <numerusform>عرض %Ln رسالة أقدم</numerusform>
            <numerusform>عرض %Ln رسالة أقدم</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoneyCard</name>
    <message>
        <source>Total balance: {amounts}</source>
        <translation>الرصيد الإجمالي: {amounts}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%Ln أيام</numerusform>
            <numerusform>%Ln يومًا</numerusform>
            <numerusform>%Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>No wallets yet. They appear here as soon as your broker opens one.</source>
        <translation>لا محافظ بعد. تظهر هنا فور أن يفتح وسيطك واحدة.</translation>
    </message>
    <message>
        <source>Balance over the last {days}: from {first} to {last}</source>
        <translation>الرصيد خلال آخر {days}: من {first} إلى {last}</translation>
    </message>
    <message>
        <source>Unchanged for {days}</source>
        <translation>دون تغيير خلال {days}</translation>
    </message>
    <message>
        <source>Lowest: {amount}, {date}</source>
        <translation>الأدنى: {amount}، {date}</translation>
    </message>
    <message>
        <source>Highest: {amount}, {date}</source>
        <translation>الأعلى: {amount}، {date}</translation>
    </message>
</context>
<context>
    <name>MoneyWords</name>
    <message numerus="yes">
        <source>%Ln currencies</source>
        <translation>
            <numerusform>لا عملات</numerusform>
            <numerusform>عملة واحدة</numerusform>
            <numerusform>عملتان</numerusform>
            <numerusform>%Ln عملات</numerusform>
            <numerusform>%Ln عملة</numerusform>
            <numerusform>%Ln عملة</numerusform>
        </translation>
    </message>
    <message>
        <source>Not added up: there is no rate for {currencies}.</source>
        <translation>لم تُجمع: لا يوجد سعر صرف لـ {currencies}.</translation>
    </message>
    <message>
        <source>Not added up: these are different currencies.</source>
        <translation>لم تُجمع: هذه عملات مختلفة.</translation>
    </message>
    <message>
        <source>Total balance</source>
        <translation>الرصيد الإجمالي</translation>
    </message>
    <message>
        <source>At your broker&apos;s rates of {date}.</source>
        <translation>بأسعار صرف وسيطك في {date}.</translation>
    </message>
    <message>
        <source>At your broker&apos;s rates of {date}, rounded.</source>
        <translation>بأسعار صرف وسيطك في {date}، مقرَّبًا.</translation>
    </message>
</context>
<context>
    <name>MonthSheet</name>
    <message>
        <source>Previous month</source>
        <translation>الشهر السابق</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>الشهر التالي</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>{day}, today</source>
        <translation>{day}، اليوم</translation>
    </message>
</context>
<context>
    <name>MoreFilters</name>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>كل الحالات</translation>
    </message>
    <message>
        <source>With attachments</source>
        <translation>مع مرفقات</translation>
    </message>
    <message>
        <source>Type a day, such as {day}, or press the Down key to choose one.</source>
        <translation>اكتب يومًا مثل {day}، أو اضغط مفتاح السهم لأسفل لاختيار يوم.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>From the day</source>
        <translation>من يوم</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>حتى</translation>
    </message>
    <message>
        <source>Until the day</source>
        <translation>حتى يوم</translation>
    </message>
    <message>
        <source>This is not a day. Write it like this: {day}</source>
        <translation>هذا ليس تاريخًا صحيحًا. اكتبه هكذا: {day}</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Hide this message</source>
        <translation>إخفاء هذه الرسالة</translation>
    </message>
</context>
<context>
    <name>NotificationPresenter</name>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
</context>
<context>
    <name>Outgoing</name>
    <message>
        <source>Discard this message? Support does not have it, and it cannot be brought back.</source>
        <translation>هل تريد تجاهل هذه الرسالة؟ لم تصل إلى الدعم، ولا يمكن استعادتها.</translation>
    </message>
    <message>
        <source>Discard this message here? Support may have it, and here it cannot be brought back.</source>
        <translation>هل تريد حذف هذه الرسالة من هنا؟ ربما وصلت إلى الدعم، لكن لا يمكن استعادتها هنا.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Go to a page, do something, find a ticket</source>
        <translation>ابحث عن صفحة أو إجراء أو تذكرة</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>ما عُثر عليه</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>لا شيء يحتوي على هذه الكلمات.</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>الرجوع إلى القائمة</translation>
    </message>
</context>
<context>
    <name>PasteOffer</name>
    <message>
        <source>The pasted text is too long for a message ({count} characters), so it is attached as {name}.</source>
        <translation>النص الذي لصقته أطول من أن يُرسَل في رسالة (عدد الأحرف: {count})، لذلك أُرفق باسم {name}.</translation>
    </message>
    <message>
        <source>The pasted text is too long for a message ({count} characters). Attach it as a file, or paste only its beginning.</source>
        <translation>النص الذي لصقته أطول من أن يُرسَل في رسالة (عدد الأحرف: {count}). أرفقه كملف، أو الصق بدايته فقط.</translation>
    </message>
    <message>
        <source>Attach as {name}</source>
        <translation>إرفاق باسم {name}</translation>
    </message>
    <message>
        <source>Keep the file</source>
        <translation>الإبقاء على الملف</translation>
    </message>
    <message>
        <source>Paste the first {count} characters</source>
        <translation>لصق الأحرف الأولى ({count})</translation>
    </message>
    <message>
        <source>Do not paste</source>
        <translation>عدم اللصق</translation>
    </message>
    <message>
        <source>Remove the file</source>
        <translation>إزالة الملف</translation>
    </message>
</context>
<context>
    <name>PauseMenu</name>
    <message>
        <source>Alerts paused until {time}</source>
        <translation>التنبيهات متوقفة حتى {time}</translation>
    </message>
    <message>
        <source>Pause alerts</source>
        <translation>إيقاف التنبيهات مؤقتًا</translation>
    </message>
    <message>
        <source>For one hour</source>
        <translation>لمدة ساعة</translation>
    </message>
    <message>
        <source>Until tomorrow, {time}</source>
        <translation>حتى الغد، {time}</translation>
    </message>
    <message>
        <source>Alerts on again</source>
        <translation>تشغيل التنبيهات من جديد</translation>
    </message>
</context>
<context>
    <name>PendingCard</name>
    <message>
        <source>Money on its way</source>
        <translation>أموال في الطريق</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>عرض الكل ({count})</translation>
    </message>
    <message>
        <source>in progress for {span}</source>
        <translation>قيد التنفيذ منذ {span}</translation>
    </message>
</context>
<context>
    <name>PictureButton</name>
    <message>
        <source>Show {name}</source>
        <translation>عرض {name}</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Save as…</source>
        <translation>حفظ باسم…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>This is not an address we can use. Enter one like https://help.example.com</source>
        <translation>لا يمكن استخدام هذا العنوان. أدخل عنوانًا مثل ⁦https://help.example.com⁩</translation>
    </message>
    <message>
        <source>This address is not protected, so your password was not sent. Use one that begins with https://</source>
        <translation>هذا العنوان غير محمي، لذلك لم تُرسَل كلمة مرورك. استخدم عنوانًا يبدأ بـ ⁦https://⁩</translation>
    </message>
    <message>
        <source>There is no help desk at this address. Check it with your broker; what you typed is still here.</source>
        <translation>لا يوجد نظام دعم في هذا العنوان. راجعه مع وسيطك؛ ما كتبته لا يزال هنا.</translation>
    </message>
    <message>
        <source>The help desk did not accept this user and password. Check both and try again.</source>
        <translation>لم يقبل نظام الدعم اسم المستخدم وكلمة المرور. تحقق منهما وحاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Too many attempts. Your account is safe; wait {wait} and try again.</source>
        <translation>محاولات كثيرة جدًا. حسابك بأمان؛ انتظر {wait} ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>The help desk takes too long to answer. Nothing is lost; we keep trying.</source>
        <translation>يتأخر نظام الدعم في الرد. لم يضِع شيء؛ نواصل المحاولة.</translation>
    </message>
    <message>
        <source>Support is busy. Your messages are kept and go out by themselves.</source>
        <translation>نظام الدعم مشغول. رسائلك محفوظة وتُرسَل تلقائيًا.</translation>
    </message>
    <message>
        <source>The help desk has a fault on its side. Your messages are kept; we keep trying.</source>
        <translation>حدث خلل في نظام الدعم. رسائلك محفوظة؛ نواصل المحاولة.</translation>
    </message>
    <message>
        <source>The help desk’s identity could not be verified, so nothing was sent. Check this computer’s date, then ask your broker.</source>
        <translation>تعذّر التحقق من هوية نظام الدعم، لذلك لم يُرسَل شيء. تحقق من تاريخ هذا الجهاز، ثم اسأل وسيطك.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Open a web page, sign in, and we go on by ourselves.</source>
        <translation>تطلب هذه الشبكة تسجيل الدخول أولًا. افتح صفحة ويب وسجّل الدخول، وسنتابع تلقائيًا.</translation>
    </message>
    <message>
        <source>This network’s proxy wants a name and password of its own. Enter them in the computer’s network settings; your messages are kept.</source>
        <translation>يطلب خادم الوكيل في هذه الشبكة اسمًا وكلمة مرور خاصين به. أدخلهما في إعدادات الشبكة على الجهاز؛ رسائلك محفوظة.</translation>
    </message>
    <message>
        <source>Please sign in again to go on. Your drafts and waiting messages are kept.</source>
        <translation>سجّل الدخول من جديد للمتابعة. مسوداتك ورسائلك المنتظرة محفوظة.</translation>
    </message>
    <message>
        <source>Not delivered: support already has a different message under the same reference. Your text is safe here; edit it and send it again, and it goes out as a new message.</source>
        <translation>لم تُسلَّم الرسالة: لدى الدعم رسالة أخرى بالمرجع نفسه. نصك محفوظ هنا؛ عدّله وأرسله مجددًا ليصل كرسالة جديدة.</translation>
    </message>
    <message>
        <source>Support closed this ticket. Your text is kept; start a new ticket with it.</source>
        <translation>أغلق الدعم هذه التذكرة. نصك محفوظ؛ افتح به تذكرة جديدة.</translation>
    </message>
    <message>
        <source>This is larger than support accepts. Your text is kept; remove a file and send again.</source>
        <translation>هذه الرسالة أكبر مما يقبله الدعم. نصك محفوظ؛ أزل ملفًا وأرسل من جديد.</translation>
    </message>
    <message>
        <source>Stopped, as you asked. Nothing was changed.</source>
        <translation>توقف كما طلبت. لم يتغير شيء.</translation>
    </message>
    <message>
        <source>Support does not have this yet. Resume it, and it goes on from where it is.</source>
        <translation>لم تصل هذه الرسالة إلى الدعم بعد. عند الاستئناف تُكمل من حيث توقفت.</translation>
    </message>
    <message>
        <source>Write a few words first.</source>
        <translation>اكتب بضع كلمات أولًا.</translation>
    </message>
    <message>
        <source>Too long for support by {over} characters. Shorten it, or attach it as a file.</source>
        <translation>النص أطول مما يقبله الدعم (عدد الأحرف الزائدة: {over}). اختصره أو أرفقه كملف.</translation>
    </message>
    <message>
        <source>{name} is no longer there. Your text is kept; pick it again.</source>
        <translation>لم يعد {name} في مكانه. نصك محفوظ؛ اختر الملف من جديد.</translation>
    </message>
    <message>
        <source>Not sent: {name} has changed on this computer’s disk since you attached it. Your text is kept; remove the file, attach it again and send.</source>
        <translation>لم تُرسل: تغيّر الملف {name} على قرص هذا الحاسوب منذ أرفقته. نصك محفوظ؛ أزل الملف وأرفقه من جديد ثم أرسل.</translation>
    </message>
    <message>
        <source>Could not read {name}: it is not a normal file. Pick a file instead.</source>
        <translation>تعذّرت قراءة {name}: ليس ملفًا عاديًا. اختر ملفًا بدلًا منه.</translation>
    </message>
    <message>
        <source>Could not read {name}. Close the program that uses it, or check that you may open it.</source>
        <translation>تعذّرت قراءة {name}. أغلق البرنامج الذي يستخدمه، أو تأكد من أنه يحق لك فتحه.</translation>
    </message>
    <message>
        <source>{name} is empty, so it was not attached.</source>
        <translation>الملف {name} فارغ، لذلك لم يُرفق.</translation>
    </message>
    <message>
        <source>Support accepts files up to {limit_bytes}; {name} is {size_bytes}. The rest is kept.</source>
        <translation>يقبل الدعم ملفات حتى {limit_bytes}؛ وحجم {name} هو {size_bytes}. الباقي محفوظ.</translation>
    </message>
    <message>
        <source>Support accepts {limit} files in one message. Send the others in a second one.</source>
        <translation>يقبل الدعم في الرسالة الواحدة هذا العدد من الملفات على الأكثر: {limit}. أرسل الباقي في رسالة ثانية.</translation>
    </message>
    <message>
        <source>Not saved: the disk is full. Your text is still here; free some space or copy it.</source>
        <translation>لم يُحفظ: القرص ممتلئ. نصك لا يزال هنا؛ أفرغ بعض المساحة أو انسخ النص.</translation>
    </message>
    <message>
        <source>Not saved: the disk did not take it. Your text is still here; copy it to be sure.</source>
        <translation>لم يُحفظ: لم يقبله القرص. نصك لا يزال هنا؛ انسخه للاطمئنان.</translation>
    </message>
    <message>
        <source>Opened for reading only: the data folder cannot be written. Check its permissions and start again.</source>
        <translation>فُتح للقراءة فقط: لا يمكن الكتابة في مجلد البيانات. تحقق من أذوناته وأعد فتح التطبيق.</translation>
    </message>
    <message>
        <source>Your data was made by a newer version, so it is open for reading only. Install that version to write.</source>
        <translation>أُنشئت بياناتك بإصدار أحدث، لذلك فُتحت للقراءة فقط. ثبّت ذلك الإصدار لتتمكن من الكتابة.</translation>
    </message>
    <message>
        <source>Repaired: {drafts} and {sends} restored. The damaged file was kept at {name}; everything else comes again from support.</source>
        <translation>أُصلحت البيانات وتمت استعادة {drafts} و{sends}. حُفظ الملف التالف في {name}؛ وكل ما عدا ذلك يأتي من الدعم من جديد.</translation>
    </message>
    <message>
        <source>Your data folder is on a network or synchronised drive, where it can be damaged. Choose a folder on this computer with --data-dir.</source>
        <translation>مجلد بياناتك على قرص شبكة أو قرص متزامن، وقد يتلف هناك. اختر مجلدًا على هذا الجهاز بواسطة ‎--data-dir.</translation>
    </message>
    <message>
        <source>Your data was restored from a copy, or comes from another computer. {drafts} and {sends} are here. Look at them before you send anything: some may have gone out already.</source>
        <translation>استُعيدت بياناتك من نسخة احتياطية أو جاءت من جهاز آخر. لديك هنا: {drafts}، {sends}. راجعها قبل إرسال أي شيء، فقد يكون بعضها أُرسل من قبل.</translation>
    </message>
    <message>
        <source>The support server was restored from an older copy. {messages} may be missing there; all of them are still here, and nothing is sent until you have looked.</source>
        <translation>استُعيد خادم الدعم من نسخة أقدم. قد ينقصه {messages}؛ كلها لا تزال هنا، ولن يُرسَل شيء حتى تراجعها.</translation>
    </message>
    <message>
        <source>This link does not point to one of your tickets.</source>
        <translation>لا يشير هذا الرابط إلى أي من تذاكرك.</translation>
    </message>
    <message>
        <source>This ticket is not on this computer yet. It opens as soon as your tickets are up to date.</source>
        <translation>هذه التذكرة ليست على هذا الحاسوب بعد. ستُفتح فور تحديث تذاكرك.</translation>
    </message>
    <message>
        <source>This has gone out already, so it cannot be taken back. You can write again on the same ticket.</source>
        <translation>أُرسلت هذه الرسالة ولا يمكن التراجع عنها. يمكنك الكتابة مجددًا في التذكرة نفسها.</translation>
    </message>
    <message>
        <source>Something went wrong on our side. What you wrote is kept; please start the app again.</source>
        <translation>حدث خطأ من جانبنا. ما كتبته محفوظ؛ أعد فتح التطبيق من فضلك.</translation>
    </message>
    <message>
        <source>There is a file called {name} already, and it was left as it is. Choose another name.</source>
        <translation>يوجد ملف باسم {name} بالفعل، وتُرك كما هو. اختر اسمًا آخر.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>المحاولة الآن</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>حسنًا</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>مراجعة</translation>
    </message>
    <message>
        <source>Too many attempts. Your account is safe; wait a few minutes and try again.</source>
        <translation>محاولات كثيرة جدًا. حسابك بأمان؛ انتظر بضع دقائق ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Support did not accept this. Your text is kept; change it and send it again.</source>
        <translation>لم يقبل الدعم هذه الرسالة. نصك محفوظ؛ عدّله وأرسله من جديد.</translation>
    </message>
    <message>
        <source>No connection to the help desk. Everything you write is kept; what you send goes out when it is back.</source>
        <translation>لا اتصال بنظام الدعم. كل ما تكتبه محفوظ، وما ترسله يصل عند عودة الاتصال.</translation>
    </message>
    <message>
        <source>We could not confirm delivery and have stopped trying. Your text is safe here.</source>
        <translation>لم نتمكن من تأكيد وصول الرسالة وتوقفنا عن المحاولة. نصك محفوظ هنا.</translation>
    </message>
    <message>
        <source>Support does not have this. The help desk failed every time we sent it, so we have stopped trying. Your text is safe here.</source>
        <translation>لم تصل هذه الرسالة إلى الدعم. أخفق نظام الدعم في كل مرة أرسلناها فيها، فتوقفنا عن المحاولة. نصك محفوظ هنا.</translation>
    </message>
    <message>
        <source>Part of your data file is damaged. What you wrote is kept in a second copy. Quit and start again: it is repaired then.</source>
        <translation>جزء من ملف بياناتك تالف. ما كتبته محفوظ في نسخة ثانية. أغلق البرنامج وافتحه من جديد ليُصلَح.</translation>
    </message>
    <message>
        <source>The support server was restored from an older copy. None of your messages is missing, and everything goes on.</source>
        <translation>استُعيد خادم الدعم من نسخة أقدم. لا تنقص أي رسالة من رسائلك، وكل شيء مستمر.</translation>
    </message>
    <message>
        <source>Signed in for this session only: this computer’s key store did not keep your sign-in. You will be asked to sign in again at the next start.</source>
        <translation>تسجيل دخولك لهذه الجلسة فقط، لأن مخزن المفاتيح في هذا الحاسوب لم يحفظه. سيُطلب منك تسجيل الدخول مجددًا عند التشغيل التالي.</translation>
    </message>
    <message>
        <source>There is no protected connection at this address, so your password was not sent.</source>
        <translation>لا يوجد اتصال محمي على هذا العنوان، لذلك لم تُرسل كلمة مرورك.</translation>
    </message>
    <message>
        <source>This is another help desk: it does not know the tickets of this account. Nothing was changed; check the address with your broker.</source>
        <translation>هذا نظام دعم آخر لا يعرف تذاكر هذا الحساب. لم يتغير شيء؛ تحقق من العنوان لدى وسيطك.</translation>
    </message>
    <message>
        <source>There is an account of yours at this address on this computer already. Sign out and choose it there; both keep what you wrote.</source>
        <translation>لديك على هذا الحاسوب حساب بهذا العنوان من قبل. سجّل الخروج واختره من القائمة؛ يحتفظ كلاهما بما كتبته.</translation>
    </message>
    <message>
        <source>The app ended unexpectedly last time. Nothing you wrote is lost.</source>
        <translation>أُغلق التطبيق فجأة في المرة السابقة. لم يُفقد شيء مما كتبته.</translation>
    </message>
    <message>
        <source>The built-in help desk did not start. Nothing is lost; try again, or restart the computer.</source>
        <translation>لم يبدأ نظام الدعم المدمج. لم يضِع شيء؛ حاول مرة أخرى أو أعد تشغيل الجهاز.</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>عرض التقرير</translation>
    </message>
    <message>
        <source>{sentence} The help desk says: {words}</source>
        <translation>{sentence} رد نظام الدعم: {words}</translation>
    </message>
    <message>
        <source>This came with your restored or copied data, and may have gone out already. It is checked first.</source>
        <translation>جاءت هذه الرسالة مع بياناتك المستعادة أو المنسوخة، وربما أُرسلت من قبل. سيُتحقق منها أولًا.</translation>
    </message>
    <message>
        <source>We could not confirm delivery. Support may have this already, so sending it again could bring it twice. Your text is safe here.</source>
        <translation>لم نتمكن من تأكيد وصول الرسالة. ربما وصلت إلى الدعم، وقد تصل مرتين إن أعدت إرسالها. نصك محفوظ هنا.</translation>
    </message>
    <message>
        <source>This computer is set to a SOCKS proxy, which the app cannot use. Set an HTTP proxy in the network settings; your messages are kept.</source>
        <translation>هذا الجهاز مضبوط على وكيل SOCKS لا يستطيع التطبيق استخدامه. اضبط وكيل HTTP في إعدادات الشبكة؛ رسائلك محفوظة.</translation>
    </message>
    <message>
        <source>The help desk’s identity could not be verified, so nothing was sent. Check this computer’s date (shows {today}), then ask your broker.</source>
        <translation>تعذّر التحقق من هوية نظام الدعم، لذلك لم يُرسَل شيء. تحقق من تاريخ هذا الجهاز (يعرض {today})، ثم اسأل وسيطك.</translation>
    </message>
</context>
<context>
    <name>QuitController</name>
    <message>
        <source>Otet Desk goes on in the tray, so that answers reach you. Ctrl+Q quits.</source>
        <translation>يستمر أوتت ديسك في شريط النظام لتصلك الردود. للخروج اضغط Ctrl+Q.</translation>
    </message>
    <message>
        <source>Still running</source>
        <translation>لا يزال قيد التشغيل</translation>
    </message>
    <message>
        <source>Otet Desk is still running, so that answers reach you.</source>
        <translation>لا يزال أوتت ديسك يعمل كي تصلك الردود.</translation>
    </message>
    <message>
        <source>This desktop has no tray, so the window is minimised: you find it in the taskbar. Ctrl+Q quits.</source>
        <translation>لا يوجد شريط نظام على هذا الجهاز، لذا صُغّرت النافذة وستجدها في شريط المهام. للخروج اضغط Ctrl+Q.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>حسنًا</translation>
    </message>
    <message>
        <source>Everything stays on this computer; what is waiting goes out when you sign in again.</source>
        <translation>يبقى كل شيء على هذا الجهاز، وما ينتظر الإرسال يُرسَل عندما تسجل الدخول مجددًا.</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>يبقى كل شيء على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Sign out without it</source>
        <translation>تسجيل الخروج من دونه</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait to be sent.</source>
        <translation>
            <numerusform>لا رسائل تنتظر الإرسال.</numerusform>
            <numerusform>رسالة واحدة تنتظر الإرسال.</numerusform>
            <numerusform>رسالتان تنتظران الإرسال.</numerusform>
            <numerusform>%Ln رسائل تنتظر الإرسال.</numerusform>
            <numerusform>%Ln رسالة تنتظر الإرسال.</numerusform>
            <numerusform>%Ln رسالة تنتظر الإرسال.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) need your decision.</source>
        <translation>
            <numerusform>لا رسائل تحتاج إلى قرارك.</numerusform>
            <numerusform>رسالة واحدة تحتاج إلى قرارك.</numerusform>
            <numerusform>رسالتان تحتاجان إلى قرارك.</numerusform>
            <numerusform>%Ln رسائل تحتاج إلى قرارك.</numerusform>
            <numerusform>%Ln رسالة تحتاج إلى قرارك.</numerusform>
            <numerusform>%Ln رسالة تحتاج إلى قرارك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Signed out. {name} and everything written there stay on this computer, in the list above.</source>
        <translation>تم تسجيل الخروج. يبقى حساب {name} وكل ما كُتب فيه على هذا الحاسوب، وتجده في القائمة أعلاه.</translation>
    </message>
</context>
<context>
    <name>ReplyBox</name>
    <message>
        <source>Your reply</source>
        <translation>ردك</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>اكتب ردًا</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Start a new ticket with this text</source>
        <translation>فتح تذكرة جديدة بهذا النص</translation>
    </message>
    <message>
        <source>This ticket is solved. A reply reopens this ticket.</source>
        <translation>تم حل هذه التذكرة. يعيد ردك فتحها.</translation>
    </message>
</context>
<context>
    <name>RollbackDialog</name>
    <message>
        <source>Missing at support</source>
        <translation>ما ينقص الدعم</translation>
    </message>
    <message>
        <source>The support server was restored from an older copy, which does not have these messages of yours. They stay on this computer whatever you choose.</source>
        <translation>استُعيد خادم الدعم من نسخة أقدم لا تتضمن رسائلك هذه. تبقى على هذا الجهاز مهما اخترت.</translation>
    </message>
    <message>
        <source>Send them again</source>
        <translation>إرسالها من جديد</translation>
    </message>
    <message>
        <source>Keep them here only</source>
        <translation>إبقاؤها هنا فقط</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>سأقرر لاحقًا</translation>
    </message>
</context>
<context>
    <name>RowActs</name>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>{n} of {count}</source>
        <comment>which message with the words of the search, of how many</comment>
        <translation>{n} من {count}</translation>
    </message>
    <message numerus="yes">
        <source>In %Ln message(s)</source>
        <translation>
            <numerusform>لا توجد في أي رسالة</numerusform>
            <numerusform>في رسالة واحدة</numerusform>
            <numerusform>في رسالتين</numerusform>
            <numerusform>في %Ln رسائل</numerusform>
            <numerusform>في %Ln رسالة</numerusform>
            <numerusform>في %Ln رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>النتيجة السابقة</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>النتيجة التالية</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>اللغة والمظهر</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>الكتابة</translation>
    </message>
    <message>
        <source>Account and data</source>
        <translation>الحساب والبيانات</translation>
    </message>
    <message>
        <source>About</source>
        <translation>حول التطبيق</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>فتح مجلد البيانات</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>التقويم</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>الأرقام</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>السمة</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>As on this computer</source>
        <translation>كما في هذا الجهاز</translation>
    </message>
    <message>
        <source>As is usual in the language</source>
        <translation>كالمعتاد في اللغة</translation>
    </message>
    <message>
        <source>Gregorian</source>
        <translation>الميلادي</translation>
    </message>
    <message>
        <source>Jalali (solar)</source>
        <translation>الهجري الشمسي</translation>
    </message>
    <message>
        <source>Hijri (lunar)</source>
        <translation>الهجري القمري</translation>
    </message>
    <message>
        <source>As the language writes them</source>
        <translation>كما تكتبها اللغة</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line</source>
        <translation>‏Enter للإرسال، و⁦Shift+Enter⁩ لسطر جديد</translation>
    </message>
    <message>
        <source>Signed in as {name} at {desk}.</source>
        <translation>سجّلت الدخول باسم {name} في {desk}.</translation>
    </message>
    <message>
        <source>Your data is kept in {folder}</source>
        <translation>بياناتك محفوظة في {folder}</translation>
    </message>
    <message>
        <source>Otet Desk {version}</source>
        <translation>أوتت ديسك {version}</translation>
    </message>
    <message>
        <source>Under the MIT licence. With Qt and PySide6 (LGPL 3), Vazirmatn (OFL 1.1), Lucide icons (ISC), requests, plyer, Roundup and others under licences of their own.</source>
        <translation>بموجب رخصة MIT. مع Qt وPySide6 ‏(LGPL 3) وخط وزيرمتن (OFL 1.1) وأيقونات Lucide ‏(ISC) وrequests وplyer وRoundup وغيرها، ولكل منها رخصته.</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Dashboard</source>
        <translation>لوحة المعلومات</translation>
    </message>
    <message>
        <source>Helpdesk</source>
        <translation>الدعم</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>المحافظ</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Create Ticket</source>
        <translation>إنشاء تذكرة</translation>
    </message>
    <message>
        <source>Search in messages</source>
        <translation>البحث في الرسائل</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>النتيجة التالية</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>النتيجة السابقة</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>التذكرة التالية</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>التذكرة السابقة</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>الرد</translation>
    </message>
    <message>
        <source>Edit what waits (in the list)</source>
        <translation>تعديل ما ينتظر (في القائمة)</translation>
    </message>
    <message>
        <source>Discard what waits (in the list)</source>
        <translation>تجاهل ما ينتظر (في القائمة)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Ask about the chosen transaction</source>
        <translation>السؤال عن المعاملة المختارة</translation>
    </message>
    <message>
        <source>Commands and tickets</source>
        <translation>الأوامر والتذاكر</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Look for answers now</source>
        <translation>البحث عن الردود الآن</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>خروج</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Helpdesk</source>
        <translation>الدعم</translation>
    </message>
    <message>
        <source>Helpdesk, still being fetched</source>
        <translation>الدعم، ما زال قيد الجلب</translation>
    </message>
    <message numerus="yes">
        <source>Helpdesk, %Ln unread answer(s)</source>
        <translation>
            <numerusform>الدعم، لا ردود غير مقروءة</numerusform>
            <numerusform>الدعم، رد واحد غير مقروء</numerusform>
            <numerusform>الدعم، ردّان غير مقروءين</numerusform>
            <numerusform>الدعم، %Ln ردود غير مقروءة</numerusform>
            <numerusform>الدعم، %Ln ردًا غير مقروء</numerusform>
            <numerusform>الدعم، %Ln رد غير مقروء</numerusform>
        </translation>
    </message>
    <message>
        <source>Otet Desk</source>
        <translation>أوتت ديسك</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>لوحة المعلومات</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>المحافظ</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>Account: {name}</source>
        <translation>الحساب: {name}</translation>
    </message>
    <message>
        <source>Press to sign in</source>
        <translation>اضغط لتسجيل الدخول</translation>
    </message>
    <message>
        <source>Press to check now</source>
        <translation>اضغط للتحقق الآن</translation>
    </message>
    <message>
        <source>Agents’ page of the demo</source>
        <translation>صفحة موظفي الدعم في النسخة التجريبية</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>سجّل الدخول من جديد</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>The help desk takes too long to answer. Try again in a minute; what you typed is still here.</source>
        <translation>يتأخر نظام الدعم كثيرًا في الرد. حاول مجددًا بعد دقيقة؛ ما كتبته لا يزال هنا.</translation>
    </message>
    <message>
        <source>The help desk cannot sign anybody in just now. Wait a minute and try again.</source>
        <translation>لا يستطيع نظام الدعم تسجيل دخول أحد الآن. انتظر دقيقة وحاول مرة أخرى.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Open a web page, sign in there, and try again.</source>
        <translation>تطلب هذه الشبكة تسجيل الدخول أولًا. افتح صفحة ويب وسجّل الدخول فيها ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>You could not be signed in: the disk is full. Free some space and try again.</source>
        <translation>تعذّر تسجيل الدخول: القرص ممتلئ. أفرغ بعض المساحة وحاول مجددًا.</translation>
    </message>
    <message>
        <source>You could not be signed in: the disk does not take anything. Check it and try again.</source>
        <translation>تعذّر تسجيل الدخول: لا يقبل القرص الكتابة. افحصه وحاول مجددًا.</translation>
    </message>
    <message>
        <source>Signing in was stopped. Nothing was changed.</source>
        <translation>توقف تسجيل الدخول. لم يتغير شيء.</translation>
    </message>
    <message>
        <source>There is no computer of this name. Check how it is written, and your connection.</source>
        <translation>لم يُعثر على حاسوب بهذا الاسم. تحقق من كتابته ومن اتصالك.</translation>
    </message>
    <message>
        <source>No help desk answers at this address. Check the address with its port, and your connection.</source>
        <translation>لا يجيب أي نظام دعم على هذا العنوان. تحقق من العنوان ومنفذه ومن اتصالك.</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Check it and your connection; what you typed is still here.</source>
        <translation>لا رد من هذا العنوان. تحقق منه ومن اتصالك؛ ما كتبته لا يزال هنا.</translation>
    </message>
    <message>
        <source>The help desk did not let you sign in: {words} Everything on this computer is kept.</source>
        <translation>لم يسمح لك نظام الدعم بتسجيل الدخول: {words} كل ما على هذا الحاسوب محفوظ.</translation>
    </message>
    <message>
        <source>The help desk did not let you sign in. Ask your broker; everything on this computer is kept.</source>
        <translation>لم يسمح لك نظام الدعم بتسجيل الدخول. اسأل وسيطك؛ كل ما على هذا الحاسوب محفوظ.</translation>
    </message>
    <message>
        <source>This address wants a protected connection. Write https:// in front of it.</source>
        <translation>يتطلب هذا العنوان اتصالًا محميًا. اكتب ⁦https://⁩ قبله.</translation>
    </message>
    <message>
        <source>There is no protected connection at this address, so nothing was sent. Write http:// in front of it.</source>
        <translation>لا يوجد اتصال محمي على هذا العنوان، لذلك لم يُرسل شيء. اكتب ⁦http://⁩ قبله.</translation>
    </message>
    <message>
        <source>There is no protected connection at this address, so nothing was sent. Ask your broker for its protected address.</source>
        <translation>لا يوجد اتصال محمي على هذا العنوان، لذلك لم يُرسل شيء. اطلب من وسيطك العنوان المحمي.</translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>Sign in again</source>
        <translation>سجّل الدخول من جديد</translation>
    </message>
    <message>
        <source>Connect to your broker</source>
        <translation>الاتصال بوسيطك</translation>
    </message>
    <message>
        <source>Your broker gave you these three. The password is used once and not kept.</source>
        <translation>أعطاك وسيطك هذه الثلاثة. تُستخدم كلمة المرور مرة واحدة ولا تُحفظ.</translation>
    </message>
    <message>
        <source>Everything in this account is kept on this computer.</source>
        <translation>كل ما في هذا الحساب محفوظ على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>required</source>
        <translation>مطلوب</translation>
    </message>
    <message>
        <source>Address of the help desk</source>
        <translation>عنوان نظام الدعم</translation>
    </message>
    <message>
        <source>User</source>
        <translation>المستخدم</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Kept on this computer: {unsent}. What is waiting is sent as soon as you are signed in.</source>
        <translation>محفوظ على هذا الجهاز: {unsent}. ما ينتظر الإرسال يُرسَل فور تسجيل دخولك.</translation>
    </message>
    <message>
        <source>Kept on this computer: {unsent}.</source>
        <translation>محفوظ على هذا الجهاز: {unsent}.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>جارٍ تسجيل الدخول…</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>يُرجى ملء هذا الحقل.</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
</context>
<context>
    <name>Statement</name>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>الطريقة</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Transaction Fee</source>
        <translation>رسوم المعاملة</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>إيداع</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>سحب</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>تحويل</translation>
    </message>
    <message>
        <source>Rebate</source>
        <translation>عمولة مستردة</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>مكتملة</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>قيد التنفيذ</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>مرفوضة</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>ملغاة</translation>
    </message>
    <message>
        <source>Reference {reference}</source>
        <translation>الرقم المرجعي {reference}</translation>
    </message>
</context>
<context>
    <name>StatementFilters</name>
    <message>
        <source>Search in transactions</source>
        <translation>البحث في المعاملات</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>More filters and the order</source>
        <translation>عوامل تصفية أخرى والترتيب</translation>
    </message>
    <message numerus="yes">
        <source>Last %Ln day(s)</source>
        <translation>
            <numerusform>اليوم</numerusform>
            <numerusform>آخر يوم</numerusform>
            <numerusform>آخر يومين</numerusform>
            <numerusform>آخر %Ln أيام</numerusform>
            <numerusform>آخر %Ln يومًا</numerusform>
            <numerusform>آخر %Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>كل الأوقات</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>كل الأنواع</translation>
    </message>
</context>
<context>
    <name>StatementMore</name>
    <message>
        <source>Type a day, such as {day}, or press the Down key to choose one.</source>
        <translation>اكتب يومًا مثل {day}، أو اضغط مفتاح السهم لأسفل لاختيار يوم.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>From the day</source>
        <translation>من يوم</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>حتى</translation>
    </message>
    <message>
        <source>Until the day</source>
        <translation>حتى يوم</translation>
    </message>
    <message>
        <source>Amount from</source>
        <translation>المبلغ من</translation>
    </message>
    <message>
        <source>Amount to</source>
        <translation>المبلغ إلى</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>الترتيب حسب</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>الأحدث أولًا</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>الأقدم أولًا</translation>
    </message>
    <message>
        <source>Amount, high to low</source>
        <translation>المبلغ، من الأعلى إلى الأدنى</translation>
    </message>
    <message>
        <source>Amount, low to high</source>
        <translation>المبلغ، من الأدنى إلى الأعلى</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>الطريقة</translation>
    </message>
    <message>
        <source>Highest fee</source>
        <translation>أعلى رسوم</translation>
    </message>
    <message>
        <source>This is not a day. Write it like this: {day}</source>
        <translation>هذا ليس تاريخًا صحيحًا. اكتبه هكذا: {day}</translation>
    </message>
    <message>
        <source>This is not an amount.</source>
        <translation>هذا ليس مبلغًا صحيحًا.</translation>
    </message>
</context>
<context>
    <name>StatementPane</name>
    <message>
        <source>Export CSV</source>
        <translation>تصدير CSV</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>مسح عوامل التصفية</translation>
    </message>
    <message>
        <source>Transactions of {wallet}</source>
        <translation>معاملات {wallet}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>No transactions match.</source>
        <translation>لا معاملات مطابقة.</translation>
    </message>
    <message>
        <source>No transactions in this wallet yet.</source>
        <translation>لا معاملات في هذه المحفظة بعد.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s)</source>
        <translation>
            <numerusform>لا معاملات</numerusform>
            <numerusform>معاملة واحدة</numerusform>
            <numerusform>معاملتان</numerusform>
            <numerusform>%Ln معاملات</numerusform>
            <numerusform>%Ln معاملة</numerusform>
            <numerusform>%Ln معاملة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatementStrip</name>
    <message>
        <source>fee {amount}</source>
        <translation>الرسوم {amount}</translation>
    </message>
    <message>
        <source>Reference {reference}</source>
        <translation>الرقم المرجعي {reference}</translation>
    </message>
    <message>
        <source>Copy the reference</source>
        <translation>نسخ الرقم المرجعي</translation>
    </message>
    <message>
        <source>Ask about this transaction</source>
        <translation>السؤال عن هذه المعاملة</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticket(s) mention this transaction</source>
        <translation>
            <numerusform>لا تذاكر تذكر هذه المعاملة</numerusform>
            <numerusform>تذكرة واحدة تذكر هذه المعاملة</numerusform>
            <numerusform>تذكرتان تذكران هذه المعاملة</numerusform>
            <numerusform>%Ln تذاكر تذكر هذه المعاملة</numerusform>
            <numerusform>%Ln تذكرة تذكر هذه المعاملة</numerusform>
            <numerusform>%Ln تذكرة تذكر هذه المعاملة</numerusform>
        </translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>مسودة</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>بانتظار الإرسال</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Open</source>
        <translation>مفتوحة</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>تم الرد</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>تم الحل</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>مغلقة</translation>
    </message>
</context>
<context>
    <name>SupportCard</name>
    <message>
        <source>Unread answers</source>
        <translation>الردود غير المقروءة</translation>
    </message>
    <message>
        <source>Open tickets</source>
        <translation>التذاكر المفتوحة</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>المسودات</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>بانتظار الإرسال</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>لم تُرسَل بعد</translation>
    </message>
    <message>
        <source>not fetched yet</source>
        <translation>لم تُجلب بعد</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Checking for answers…</source>
        <translation>جارٍ البحث عن ردود…</translation>
    </message>
    <message>
        <source>Slow connection</source>
        <translation>اتصال بطيء</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Support is busy</source>
        <translation>نظام الدعم مشغول</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>سجّل الدخول من جديد</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل بالدعم</translation>
    </message>
    <message>
        <source>Support is busy, next try at {time}</source>
        <translation>نظام الدعم مشغول، المحاولة التالية {time}</translation>
    </message>
    <message>
        <source>Up to date {time}</source>
        <translation>محدَّث {time}</translation>
    </message>
    <message>
        <source>Last checked {time}</source>
        <translation>آخر تحقق {time}</translation>
    </message>
    <message>
        <source>Fetching your tickets…</source>
        <translation>جارٍ جلب تذاكرك…</translation>
    </message>
    <message>
        <source>{state}, {waiting}</source>
        <translation>{state}، {waiting}</translation>
    </message>
</context>
<context>
    <name>SystemSettings</name>
    <message>
        <source>This computer</source>
        <translation>هذا الجهاز</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>الاستمرار في شريط النظام عند إغلاق النافذة</translation>
    </message>
    <message>
        <source>Start with the computer, without opening the window</source>
        <translation>التشغيل مع بدء الجهاز دون فتح النافذة</translation>
    </message>
    <message>
        <source>Open the links in support’s e-mails with this app</source>
        <translation>فتح روابط رسائل الدعم بهذا التطبيق</translation>
    </message>
</context>
<context>
    <name>Thread</name>
    <message>
        <source>New</source>
        <translation>جديد</translation>
    </message>
</context>
<context>
    <name>ThreadHeader</name>
    <message>
        <source>Ticket without a subject</source>
        <translation>تذكرة بلا موضوع</translation>
    </message>
    <message>
        <source>Copy the ticket number</source>
        <translation>نسخ رقم التذكرة</translation>
    </message>
    <message>
        <source>More about this ticket</source>
        <translation>خيارات أخرى لهذه التذكرة</translation>
    </message>
    <message>
        <source>since {date}</source>
        <translation>منذ {date}</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>الرد</translation>
    </message>
    <message>
        <source>Copy a link to this ticket</source>
        <translation>نسخ رابط هذه التذكرة</translation>
    </message>
    <message>
        <source>Ticket number {number} copied</source>
        <translation>نُسخ رقم التذكرة {number}</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>تم نسخ الرابط</translation>
    </message>
</context>
<context>
    <name>ThreadMenus</name>
    <message>
        <source>Copy selection</source>
        <translation>نسخ النص المحدد</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>نسخ النص</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>فتح الرابط</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Quote in reply</source>
        <translation>اقتباس في الرد</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>حفظ باسم…</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>تنزيل</translation>
    </message>
    <message>
        <source>Show picture</source>
        <translation>عرض الصورة</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>نسخ الاسم</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>تم النسخ</translation>
    </message>
</context>
<context>
    <name>TicketLinks</name>
    <message>
        <source>OK</source>
        <translation>حسنًا</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>The ticket that you asked for is here now.</source>
        <translation>وصلت التذكرة التي طلبتها.</translation>
    </message>
</context>
<context>
    <name>TransactionView</name>
    <message>
        <source>Ask about this transaction</source>
        <translation>السؤال عن هذه المعاملة</translation>
    </message>
    <message>
        <source>Copy the reference</source>
        <translation>نسخ الرقم المرجعي</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln row(s)</source>
        <translation>
            <numerusform>نسخ الصفوف</numerusform>
            <numerusform>نسخ الصف</numerusform>
            <numerusform>نسخ صفّين</numerusform>
            <numerusform>نسخ %Ln صفوف</numerusform>
            <numerusform>نسخ %Ln صفًا</numerusform>
            <numerusform>نسخ %Ln صف</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the amount</source>
        <translation>نسخ المبلغ</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Otet Desk</source>
        <translation>أوتت ديسك</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread answer(s)</source>
        <translation>
            <numerusform>لا ردود غير مقروءة</numerusform>
            <numerusform>رد واحد غير مقروء</numerusform>
            <numerusform>ردّان غير مقروءين</numerusform>
            <numerusform>%Ln ردود غير مقروءة</numerusform>
            <numerusform>%Ln ردًا غير مقروء</numerusform>
            <numerusform>%Ln رد غير مقروء</numerusform>
        </translation>
    </message>
    <message>
        <source>Open Otet Desk</source>
        <translation>فتح أوتت ديسك</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>تذكرة جديدة</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>خروج</translation>
    </message>
</context>
<context>
    <name>TwinNotice</name>
    <message>
        <source>This is the same as ticket {number}.</source>
        <translation>هذه هي التذكرة {number} نفسها.</translation>
    </message>
    <message>
        <source>This reached support twice, also as ticket {number}.</source>
        <translation>وصلت هذه التذكرة إلى الدعم مرتين، مرة أخرى بالرقم {number}.</translation>
    </message>
    <message>
        <source>This reached support several times, also as ticket {number}.</source>
        <translation>وصلت هذه التذكرة إلى الدعم عدة مرات، منها بالرقم {number}.</translation>
    </message>
    <message>
        <source>Ask to close {number}</source>
        <translation>طلب إغلاق {number}</translation>
    </message>
    <message>
        <source>Ask to close this one</source>
        <translation>طلب إغلاق هذه التذكرة</translation>
    </message>
    <message>
        <source>Show {number}</source>
        <translation>عرض {number}</translation>
    </message>
    <message>
        <source>This ticket is the same as {number}. Please close it.</source>
        <translation>هذه التذكرة هي نفسها التذكرة {number}. يُرجى إغلاقها.</translation>
    </message>
</context>
<context>
    <name>UndoToasts</name>
    <message>
        <source>Ticket accepted. It is sent in a moment.</source>
        <translation>قُبلت التذكرة، وتُرسَل بعد لحظات.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Draft discarded</source>
        <translation>تم تجاهل المسودة</translation>
    </message>
    <message>
        <source>Reply accepted. It is sent in a moment.</source>
        <translation>قُبل الرد، ويُرسَل بعد لحظات.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
</context>
<context>
    <name>Unreadable</name>
    <message>
        <source>A message that this version cannot show</source>
        <translation>رسالة يتعذر على هذا الإصدار عرضها</translation>
    </message>
</context>
<context>
    <name>UnreadableLine</name>
    <message>
        <source>Copy as text</source>
        <translation>نسخ كنص</translation>
    </message>
</context>
<context>
    <name>UnsavedDialog</name>
    <message>
        <source>Not saved</source>
        <translation>لم يُحفظ</translation>
    </message>
    <message>
        <source>The disk does not take what you wrote, so it is only in this window. Copy it or free some space before you quit.</source>
        <translation>لا يقبل القرص ما كتبته، فنصك في هذه النافذة فقط. انسخه أو أفرغ بعض المساحة قبل الخروج.</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>نسخ النص</translation>
    </message>
    <message>
        <source>Quit without it</source>
        <translation>الخروج دون حفظ</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>متابعة الكتابة</translation>
    </message>
</context>
<context>
    <name>Upload</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} من {total}</translation>
    </message>
    <message>
        <source>{size} per second</source>
        <translation>{size} في الثانية</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>بقي أقل من دقيقة</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>الوقت المتبقي نحو {time}</translation>
    </message>
</context>
<context>
    <name>Verification</name>
    <message>
        <source>Proof of address</source>
        <translation>إثبات العنوان</translation>
    </message>
    <message>
        <source>Proof of identity</source>
        <translation>إثبات الهوية</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>رقم الهاتف</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>A photo of yourself</source>
        <translation>صورة شخصية</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>الحساب المصرفي</translation>
    </message>
    <message>
        <source>Source of funds</source>
        <translation>مصدر الأموال</translation>
    </message>
    <message>
        <source>Documents for my verification</source>
        <translation>وثائق التحقق من هويتي</translation>
    </message>
    <message>
        <source>I attach: {names}</source>
        <translation>أرفق: {names}</translation>
    </message>
</context>
<context>
    <name>VerificationCard</name>
    <message>
        <source>Your broker has not told how far you are verified.</source>
        <translation>لم يبلّغ وسيطك بعد عن مستوى التحقق من هويتك.</translation>
    </message>
    <message>
        <source>Verified: level {number}, {percent}</source>
        <translation>تم التحقق: المستوى {number}، {percent}</translation>
    </message>
    <message>
        <source>{percent} verified</source>
        <translation>تم التحقق بنسبة {percent}</translation>
    </message>
    <message>
        <source>Level {number}, {percent} verified</source>
        <translation>المستوى {number}، تم التحقق بنسبة {percent}</translation>
    </message>
    <message>
        <source>Send documents</source>
        <translation>إرسال الوثائق</translation>
    </message>
    <message>
        <source>Still missing: {names}</source>
        <translation>لا يزال ناقصًا: {names}</translation>
    </message>
    <message>
        <source>Your broker is checking what you sent.</source>
        <translation>يراجع وسيطك ما أرسلته.</translation>
    </message>
</context>
<context>
    <name>WalletsPage</name>
    <message>
        <source>Wallets</source>
        <translation>المحافظ</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>المعاملات</translation>
    </message>
    <message>
        <source>Balance over time</source>
        <translation>الرصيد عبر الزمن</translation>
    </message>
    <message>
        <source>All wallets</source>
        <translation>كل المحافظ</translation>
    </message>
    <message>
        <source>No wallets yet. They appear here as soon as your broker opens one.</source>
        <translation>لا محافظ بعد. تظهر هنا فور أن يفتح وسيطك واحدة.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
</context>
<context>
    <name>WindowStatus</name>
    <message>
        <source>“{text}” was not delivered. {why}</source>
        <translation>لم تُسلَّم «{text}». {why}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
</context>
<context>
    <name>_Brand</name>
    <message>
        <source>Otet Desk</source>
        <translation>أوتت ديسك</translation>
    </message>
</context>
<context>
    <name>_Choices</name>
    <message>
        <source>Welcome to Otet Desk</source>
        <translation>مرحبًا بك في أوتت ديسك</translation>
    </message>
    <message>
        <source>Write to support, offline too. Nothing you write is lost, and every answer reaches you.</source>
        <translation>راسل الدعم، حتى دون اتصال. لا يضيع شيء مما تكتبه، ويصلك كل رد.</translation>
    </message>
    <message>
        <source>See everything with a demo trader and a help desk that runs on this computer only.</source>
        <translation>جرّب كل شيء بحساب متداول تجريبي ونظام دعم يعمل على هذا الجهاز فقط.</translation>
    </message>
    <message>
        <source>Sign in to the help desk of your broker with your own account.</source>
        <translation>سجّل الدخول إلى نظام دعم وسيطك بحسابك الخاص.</translation>
    </message>
    <message>
        <source>Try it on this computer</source>
        <translation>التجربة على هذا الجهاز</translation>
    </message>
    <message>
        <source>Connect to your broker</source>
        <translation>الاتصال بوسيطك</translation>
    </message>
    <message>
        <source>Starting the built-in help desk. The first time takes a few seconds.</source>
        <translation>جارٍ تشغيل نظام الدعم المدمج. تستغرق المرة الأولى بضع ثوانٍ.</translation>
    </message>
</context>
</TS>
