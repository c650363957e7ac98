<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fa" sourcelanguage="en">
<context>
    <name>Absence</name>
    <message>
        <source>Removed by support</source>
        <translation>پشتیبانی آن را حذف کرده است</translation>
    </message>
    <message>
        <source>Only on this computer</source>
        <translation>فقط روی این رایانه</translation>
    </message>
</context>
<context>
    <name>AgentsDialog</name>
    <message>
        <source>Agents’ page of the demo</source>
        <translation>صفحهٔ کارشناسان نسخهٔ آزمایشی</translation>
    </message>
    <message>
        <source>Answer as support: open this page in a browser and sign in as an agent. It can be reached from this computer only.</source>
        <translation>به‌جای پشتیبانی پاسخ دهید: این صفحه را در مرورگر باز کنید و به‌عنوان کارشناس وارد شوید. این صفحه فقط از همین رایانه در دسترس است.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>آدرس</translation>
    </message>
    <message>
        <source>User</source>
        <translation>نام کاربری</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>رمز عبور</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>بستن</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>باز کردن در مرورگر</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>کپی</translation>
    </message>
    <message>
        <source>Copy: {label}</source>
        <translation>کپی: {label}</translation>
    </message>
</context>
<context>
    <name>AlertSettings</name>
    <message>
        <source>Notifications</source>
        <translation>اعلان‌ها</translation>
    </message>
    <message>
        <source>Tell me on the desktop when support answers</source>
        <translation>پیام جدید از طرف پشتیبانی را روی دسکتاپ به من اعلام کن</translation>
    </message>
    <message>
        <source>Show what support wrote in the notification</source>
        <translation>متن پاسخ پشتیبانی را هم در اعلان نشان بده</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>با صدا خبر بده</translation>
    </message>
    <message>
        <source>Quiet hours: answers wait, and are told in one summary afterwards</source>
        <translation>ساعت‌های سکوت: اعلان‌ها نگه داشته و در پایان یک‌جا نشان داده می‌شوند</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>شروع سکوت</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>پایان سکوت</translation>
    </message>
    <message>
        <source>Show notifications through</source>
        <translation>روش نمایش اعلان‌ها</translation>
    </message>
    <message>
        <source>Whatever works here</source>
        <translation>خودکار</translation>
    </message>
    <message>
        <source>The tray icon</source>
        <translation>نماد کنار ساعت</translation>
    </message>
    <message>
        <source>A notification program (plyer)</source>
        <translation>برنامهٔ اعلان (plyer)</translation>
    </message>
    <message>
        <source>This window only</source>
        <translation>فقط در همین پنجره</translation>
    </message>
    <message>
        <source>The desktop’s notifications</source>
        <translation>اعلان‌های سیستم</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Open Otet Desk to read them.</source>
        <translation>برای خواندن آن‌ها «اوتت دسک» را باز کنید.</translation>
    </message>
    <message>
        <source>Support answered ticket {number}</source>
        <translation>پشتیبانی به تیکت {number} پاسخ داد</translation>
    </message>
    <message>
        <source>Open Otet Desk to read it.</source>
        <translation>برای خواندن پاسخ، «اوتت دسک» را باز کنید.</translation>
    </message>
    <message>
        <source>{subject}: {text}</source>
        <translation>{subject}: {text}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>باز کردن</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>نوشتن پاسخ</translation>
    </message>
</context>
<context>
    <name>AttachmentTile</name>
    <message>
        <source>Can run programs</source>
        <translation>می‌تواند برنامه اجرا کند</translation>
    </message>
    <message>
        <source>Save {name} as…</source>
        <translation>ذخیرهٔ {name} با نام…</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>دانلود {name}</translation>
    </message>
    <message>
        <source>Not downloaded</source>
        <translation>دانلود نشده</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>در حال دانلود…</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>روی همین رایانه</translation>
    </message>
    <message>
        <source>Could not be downloaded</source>
        <translation>دانلود نشد</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>ذخیره با نام</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} ذخیره شد</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>نمایش در پوشه</translation>
    </message>
</context>
<context>
    <name>AvailabilityCard</name>
    <message>
        <source>open now</source>
        <translation>آمادهٔ پاسخگویی</translation>
    </message>
    <message>
        <source>opens in {span}</source>
        <translation>{span} دیگر</translation>
    </message>
    <message>
        <source>Day and night</source>
        <translation>شبانه‌روزی</translation>
    </message>
</context>
<context>
    <name>BalancePane</name>
    <message>
        <source>Balance over time</source>
        <translation>روند موجودی</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>نمایش جدولی</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>بازهٔ زمانی</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln روز</numerusform>
        </translation>
    </message>
    <message>
        <source>Day</source>
        <translation>روز</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>موجودی</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>۱ سال</translation>
    </message>
    <message>
        <source>All</source>
        <translation>همه</translation>
    </message>
    <message>
        <source>Balances in different currencies are not added up. Choose a wallet to see its line.</source>
        <translation>موجودی ارزهای مختلف با هم جمع نمی‌شود. برای دیدن نمودار، یک کیف پول را انتخاب کنید.</translation>
    </message>
    <message>
        <source>at the rates of {date}, rounded</source>
        <translation>با نرخ‌های {date}، گرد‌شده</translation>
    </message>
    <message>
        <source>Balance over time, {name}: {first} on {from}, {last} now; lowest {least}, highest {most}.</source>
        <translation>روند موجودی {name}: در {from} {first}، اکنون {last}؛ کمترین {least}، بیشترین {most}.</translation>
    </message>
</context>
<context>
    <name>Bell</name>
    <message numerus="yes">
        <source>%Ln unread answer(s)</source>
        <translation>
            <numerusform>%Ln پاسخ خوانده‌نشده</numerusform>
        </translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>اعلان‌ها</translation>
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
        <translation>اعلان‌ها</translation>
    </message>
    <message>
        <source>When support answers</source>
        <translation>وقتی پشتیبانی پاسخ می‌دهد</translation>
    </message>
    <message>
        <source>Tell me on the desktop</source>
        <translation>پیام جدید از طرف پشتیبانی را روی دسکتاپ به من اعلام کن</translation>
    </message>
    <message>
        <source>Unread answers</source>
        <translation>پاسخ‌های خوانده‌نشده</translation>
    </message>
    <message>
        <source>You have read everything.</source>
        <translation>همه را خوانده‌اید.</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Remove the filter: {filter}</source>
        <translation>حذف فیلتر: {filter}</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Go to</source>
        <translation>رفتن به</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>تیکت‌ها</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>نوشتن</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>کیف پول‌ها</translation>
    </message>
    <message>
        <source>Otet Desk</source>
        <translation>اوتت دسک</translation>
    </message>
</context>
<context>
    <name>ComposerForm</name>
    <message>
        <source>New ticket</source>
        <translation>تیکت جدید</translation>
    </message>
    <message>
        <source>Type of request</source>
        <translation>نوع درخواست</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>موضوع</translation>
    </message>
    <message>
        <source>required</source>
        <translation>الزامی</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>شرح درخواست</translation>
    </message>
    <message>
        <source>What happened, when, and with which account or transaction?</source>
        <translation>چه اتفاقی افتاد، چه زمانی، و در کدام حساب یا تراکنش؟</translation>
    </message>
    <message>
        <source>Submit Ticket</source>
        <translation>ثبت تیکت</translation>
    </message>
    <message>
        <source>No type</source>
        <translation>انتخاب نشده (اختیاری)</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>لغو</translation>
    </message>
</context>
<context>
    <name>CountWords</name>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln دقیقه</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h</source>
        <translation>
            <numerusform>%Ln ساعت</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln روز</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln بایت</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting to send</source>
        <translation>
            <numerusform>%Ln پیام در انتظار ارسال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) need you</source>
        <translation>
            <numerusform>%Ln پیام نیازمند اقدام شما</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not readable</source>
        <translation>
            <numerusform>%Ln مورد ناخوانا</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln فایل که این نسخه نمی‌تواند نشان دهد</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln تراکنش که این نسخه نمی‌تواند نشان دهد</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wallet(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln کیف پول که این نسخه نمی‌تواند نشان دهد</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln مورد که این نسخه نمی‌تواند نشان دهد</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers from support</source>
        <translation>
            <numerusform>%Ln پاسخ از پشتیبانی</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln پیام خوانده‌نشده</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln draft(s)</source>
        <translation>
            <numerusform>%Ln پیش‌نویس</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting message(s)</source>
        <translation>
            <numerusform>%Ln پیام در انتظار ارسال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticket(s) so far</source>
        <translation>
            <numerusform>%Ln تیکت تا این لحظه</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older ticket(s)</source>
        <translation>
            <numerusform>%Ln تیکت قدیمی‌تر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your messages</source>
        <translation>
            <numerusform>%Ln پیام شما</numerusform>
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
        <translation>گزارش بسته شدن ناگهانی</translation>
    </message>
    <message>
        <source>This is what the app was doing when it ended. Nothing that you wrote is in it. Send it to those who look after the app if this happens again.</source>
        <translation>این گزارش نشان می‌دهد برنامه هنگام بسته شدن چه می‌کرد. هیچ‌چیز از نوشته‌های شما در آن نیست. اگر باز هم پیش آمد، آن را برای مسئولان برنامه بفرستید.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>کپی گزارش</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>باز کردن پوشهٔ آن</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>بستن</translation>
    </message>
</context>
<context>
    <name>DashboardPage</name>
    <message>
        <source>Dashboard</source>
        <translation>داشبورد</translation>
    </message>
    <message>
        <source>Wallets Overview</source>
        <translation>نمای کلی کیف پول‌ها</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>احراز هویت</translation>
    </message>
    <message>
        <source>Recent Transactions</source>
        <translation>تراکنش‌های اخیر</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>پشتیبانی</translation>
    </message>
    <message>
        <source>Support hours</source>
        <translation>ساعات پاسخگویی پشتیبانی</translation>
    </message>
    <message>
        <source>in your time</source>
        <translation>به وقت شما</translation>
    </message>
    <message>
        <source>All wallets</source>
        <translation>همهٔ کیف پول‌ها</translation>
    </message>
    <message>
        <source>No transactions yet. Deposits and withdrawals appear here.</source>
        <translation>هنوز تراکنشی ندارید. واریزها و برداشت‌ها اینجا دیده می‌شوند.</translation>
    </message>
</context>
<context>
    <name>DataSettings</name>
    <message>
        <source>Data use</source>
        <translation>مصرف اینترنت</translation>
    </message>
    <message>
        <source>On metered connections</source>
        <translation>در اتصال‌های حجمی</translation>
    </message>
    <message>
        <source>On</source>
        <translation>روشن</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>خاموش</translation>
    </message>
    <message>
        <source>Save data</source>
        <translation>صرفه‌جویی در مصرف</translation>
    </message>
    <message>
        <source>Saving data, the app asks less often whether the connection is still there. New answers come as quickly as ever; files are only downloaded when you ask for them.</source>
        <translation>در حالت صرفه‌جویی، برنامه کمتر بررسی می‌کند که اتصال برقرار است یا نه. پاسخ‌های تازه مثل همیشه فوری می‌رسند و فایل‌ها فقط وقتی بخواهید دانلود می‌شوند.</translation>
    </message>
    <message>
        <source>Used this month: {size}</source>
        <translation>مصرف این ماه: {size}</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Choose a day: {field}</source>
        <translation>انتخاب تاریخ: {field}</translation>
    </message>
</context>
<context>
    <name>Delivery</name>
    <message>
        <source>Waiting to send</source>
        <translation>در انتظار ارسال</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>در حال ارسال…</translation>
    </message>
    <message>
        <source>Checking whether support received this…</source>
        <translation>در حال بررسی رسیدن پیام به پشتیبانی…</translation>
    </message>
    <message>
        <source>Support has it</source>
        <translation>به پشتیبانی رسید</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>نیاز به اقدام شما</translation>
    </message>
    <message>
        <source>The connection is slow. It goes out as soon as it can.</source>
        <translation>اتصال کند است. به‌محض امکان فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>It goes out as soon as there is a connection.</source>
        <translation>به‌محض وصل شدن اینترنت فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>Support is busy. It goes out by itself.</source>
        <translation>سامانهٔ پشتیبانی شلوغ است. خودکار فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>It goes out when you have signed in again.</source>
        <translation>پس از ورود دوبارهٔ شما فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>It goes out as soon as the app is connected again.</source>
        <translation>به‌محض وصل شدن دوبارهٔ برنامه فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>Sending {percent}</source>
        <translation>در حال ارسال {percent}</translation>
    </message>
    <message>
        <source>It goes out after what you sent before it.</source>
        <translation>بعد از پیام‌های قبلی‌تان فرستاده می‌شود.</translation>
    </message>
</context>
<context>
    <name>DeliveryLine</name>
    <message>
        <source>Sending in a moment</source>
        <translation>تا لحظه‌ای دیگر فرستاده می‌شود</translation>
    </message>
    <message>
        <source>Support received this twice</source>
        <translation>این پیام دو بار به پشتیبانی رسیده است</translation>
    </message>
    <message numerus="yes">
        <source>Support received this %Ln time(s)</source>
        <translation>
            <numerusform>این پیام %Ln بار به پشتیبانی رسیده است</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>برگرداندن</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>بررسی</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>اکنون امتحان کنید</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>توقف موقت</translation>
    </message>
    <message>
        <source>Start a new ticket with this text</source>
        <translation>ثبت تیکت جدید با همین متن</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>ویرایش و ارسال دوباره</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>ویرایش</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>ارسال دوباره</translation>
    </message>
    <message>
        <source>Keep as a draft</source>
        <translation>نگه داشتن در پیش‌نویس‌ها</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>ادامه</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>متوقف‌شده</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>This is a demo: its money and tickets are made up, and everything stays on this computer.</source>
        <translation>این یک نسخهٔ آزمایشی است: موجودی‌ها و تیکت‌های آن ساختگی‌اند و همه‌چیز روی همین رایانه می‌ماند.</translation>
    </message>
</context>
<context>
    <name>DemoMark</name>
    <message>
        <source>Demo</source>
        <translation>آزمایشی</translation>
    </message>
</context>
<context>
    <name>DraftAutosave</name>
    <message>
        <source>Show the text</source>
        <translation>نمایش متن</translation>
    </message>
</context>
<context>
    <name>DropGround</name>
    <message>
        <source>Drop files here to attach them</source>
        <translation>برای پیوست کردن، فایل‌ها را اینجا رها کنید</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Nothing to save yet</source>
        <translation>هنوز چیزی برای ذخیره نیست</translation>
    </message>
    <message>
        <source>Support closed this ticket, so nothing can be added to it. A new ticket reaches them.</source>
        <translation>پشتیبانی این تیکت را بسته است و نمی‌توان چیزی به آن افزود. برای ادامه، تیکت جدیدی ثبت کنید.</translation>
    </message>
    <message>
        <source>Write a few words first.</source>
        <translation>اول چند کلمه بنویسید.</translation>
    </message>
    <message>
        <source>Your files are still being copied.</source>
        <translation>فایل‌های شما هنوز در حال کپی شدن است.</translation>
    </message>
    <message>
        <source>Choose first what becomes of the pasted text.</source>
        <translation>اول مشخص کنید با متن چسبانده‌شده چه شود.</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>ارسال با Enter</translation>
    </message>
    <message>
        <source>{keys} sends</source>
        <translation>ارسال با {keys}</translation>
    </message>
    <message>
        <source>Up to {count} files, {size} each. You can also drop files here or paste a picture.</source>
        <translation>تا {count} فایل، هر یک حداکثر {size}. می‌توانید فایل‌ها را اینجا رها کنید یا تصویری بچسبانید.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>پیوست فایل</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>در حال کپی…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>در حال ذخیره…</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>ذخیره شد، {time}</translation>
    </message>
</context>
<context>
    <name>EmailSwitch</name>
    <message>
        <source>E-mail me when support answers</source>
        <translation>پاسخ جدید پشتیبانی را با ایمیل به من اعلام کن</translation>
    </message>
    <message>
        <source>This help desk has no such setting.</source>
        <translation>این سامانهٔ پشتیبانی چنین تنظیمی ندارد.</translation>
    </message>
    <message>
        <source>Telling the help desk…</source>
        <translation>در حال ثبت در سامانهٔ پشتیبانی…</translation>
    </message>
    <message>
        <source>The help desk sends these mails.</source>
        <translation>این ایمیل‌ها را سامانهٔ پشتیبانی می‌فرستد.</translation>
    </message>
    <message>
        <source>No mails about answers are sent.</source>
        <translation>برای پاسخ‌ها ایمیلی فرستاده نمی‌شود.</translation>
    </message>
    <message>
        <source>Not changed: the help desk cannot be reached now. Try again later.</source>
        <translation>تغییر نکرد: سامانهٔ پشتیبانی اکنون در دسترس نیست. کمی بعد دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>Not changed. {reason}</source>
        <translation>تغییر نکرد. {reason}</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>This looks like {what}, but a letter or digit in it is wrong: {value}</source>
        <translation>این شبیه {what} است، اما یک حرف یا رقم آن اشتباه است: {value}</translation>
    </message>
    <message>
        <source>This looks like {what}, but its length is wrong: {value}</source>
        <translation>این شبیه {what} است، اما طول آن درست نیست: {value}</translation>
    </message>
    <message>
        <source>This looks like {what}, but it holds a sign that does not belong there: {value}</source>
        <translation>این شبیه {what} است، اما کاراکتر نامجازی در آن هست: {value}</translation>
    </message>
    <message>
        <source>a transaction ID (TXID)</source>
        <translation>شناسهٔ تراکنش (TXID)</translation>
    </message>
    <message>
        <source>an IBAN</source>
        <translation>شمارهٔ شبا (IBAN)</translation>
    </message>
    <message>
        <source>a card number</source>
        <translation>شمارهٔ کارت</translation>
    </message>
    <message>
        <source>an order number</source>
        <translation>شمارهٔ سفارش</translation>
    </message>
    <message>
        <source>a TRC-20 address</source>
        <translation>آدرس TRC-20</translation>
    </message>
    <message>
        <source>an ERC-20 address</source>
        <translation>آدرس ERC-20</translation>
    </message>
    <message>
        <source>a Bitcoin address</source>
        <translation>آدرس بیت‌کوین</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>شمارهٔ پیگیری</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>تاریخ</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>کیف پول</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>حساب</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>روش</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>نوع</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>مبلغ</translation>
    </message>
    <message>
        <source>Transaction fee</source>
        <translation>کارمزد تراکنش</translation>
    </message>
    <message>
        <source>State</source>
        <translation>وضعیت</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>شماره</translation>
    </message>
    <message>
        <source>Network, country or bank</source>
        <translation>شبکه، کشور یا بانک</translation>
    </message>
    <message>
        <source>Transaction {name}</source>
        <translation>تراکنش {name}</translation>
    </message>
    <message>
        <source>Order {name}</source>
        <translation>سفارش {name}</translation>
    </message>
    <message>
        <source>Transaction ID (TXID)</source>
        <translation>شناسهٔ تراکنش (TXID)</translation>
    </message>
    <message>
        <source>IBAN</source>
        <translation>شمارهٔ شبا (IBAN)</translation>
    </message>
    <message>
        <source>Card, last four digits</source>
        <translation>کارت، چهار رقم آخر</translation>
    </message>
    <message>
        <source>{network} address</source>
        <translation>آدرس {network}</translation>
    </message>
    <message>
        <source>Never send a whole card number, not even to support. Its last four digits are enough.</source>
        <translation>شمارهٔ کامل کارت را هرگز نفرستید، حتی برای پشتیبانی. چهار رقم آخر آن کافی است.</translation>
    </message>
    <message>
        <source>This is your transaction {name}: {facts}</source>
        <translation>این تراکنش شماست، {name}: {facts}</translation>
    </message>
    <message>
        <source>This is {what}: {value}</source>
        <translation>این {what} است: {value}</translation>
    </message>
    <message>
        <source>Add only the last four digits</source>
        <translation>افزودن فقط چهار رقم آخر</translation>
    </message>
    <message>
        <source>Add as evidence</source>
        <translation>افزودن به‌عنوان مدرک</translation>
    </message>
    <message>
        <source>Iranian card</source>
        <translation>کارت ایرانی</translation>
    </message>
</context>
<context>
    <name>EvidenceHint</name>
    <message>
        <source>Do not suggest this</source>
        <translation>دیگر پیشنهاد نشود</translation>
    </message>
</context>
<context>
    <name>EvidenceTray</name>
    <message numerus="yes">
        <source>Evidence, %Ln piece(s)</source>
        <translation>
            <numerusform>مدارک، %Ln مورد</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>حذف {name}</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export as CSV</source>
        <translation>خروجی CSV</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>فایل‌های CSV (*.csv)</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>در حال نوشتن {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>لغو</translation>
    </message>
    <message>
        <source>Date (UTC)</source>
        <translation>تاریخ (UTC)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>نوع</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>ارز</translation>
    </message>
    <message>
        <source>State</source>
        <translation>وضعیت</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>شمارهٔ پیگیری</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} ذخیره شد</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>نمایش در پوشه</translation>
    </message>
    <message>
        <source>{name} was not saved: the disk is full.</source>
        <translation>{name} ذخیره نشد: دیسک پر است.</translation>
    </message>
    <message>
        <source>{name} was not saved: the folder did not take it. Choose another one.</source>
        <translation>{name} ذخیره نشد: در این پوشه نمی‌توان نوشت. پوشهٔ دیگری را انتخاب کنید.</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>ساختن خروجی لغو شد.</translation>
    </message>
</context>
<context>
    <name>FaultDialog</name>
    <message>
        <source>Copy details</source>
        <translation>کپی جزئیات</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>بستن</translation>
    </message>
</context>
<context>
    <name>FileIntake</name>
    <message>
        <source>Attach files</source>
        <translation>پیوست فایل</translation>
    </message>
</context>
<context>
    <name>FileProblems</name>
    <message>
        <source>Hide this message</source>
        <translation>پنهان کردن این پیام</translation>
    </message>
    <message>
        <source>Support accepts {limit} files in one message, so these were not attached: {names}.</source>
        <translation>پشتیبانی در هر پیام {limit} فایل می‌پذیرد، پس این فایل‌ها پیوست نشدند: {names}.</translation>
    </message>
    <message>
        <source>Support accepts files up to {limit_bytes}, so these were not attached: {names}.</source>
        <translation>پشتیبانی فایل‌های تا {limit_bytes} را می‌پذیرد، پس این فایل‌ها پیوست نشدند: {names}.</translation>
    </message>
    <message>
        <source>These are empty, so they were not attached: {names}.</source>
        <translation>این فایل‌ها خالی‌اند، پس پیوست نشدند: {names}.</translation>
    </message>
    <message>
        <source>These are no longer there; pick them again: {names}.</source>
        <translation>این فایل‌ها دیگر سر جایشان نیستند؛ دوباره انتخابشان کنید: {names}.</translation>
    </message>
    <message>
        <source>These are not normal files, so they were not attached: {names}.</source>
        <translation>این‌ها فایل معمولی نیستند، پس پیوست نشدند: {names}.</translation>
    </message>
    <message>
        <source>These could not be read; close the program that uses them, or check that you may open them: {names}.</source>
        <translation>این فایل‌ها خوانده نشدند؛ برنامه‌ای را که از آن‌ها استفاده می‌کند ببندید، یا ببینید اجازهٔ باز کردنشان را دارید: {names}.</translation>
    </message>
    <message>
        <source>{sentence} Not attached: {names}.</source>
        <translation>{sentence} پیوست نشد: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln مورد دیگر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileTile</name>
    <message>
        <source>Remove {name}</source>
        <translation>حذف {name}</translation>
    </message>
</context>
<context>
    <name>FileTray</name>
    <message numerus="yes">
        <source>Attachments, %Ln file(s)</source>
        <translation>
            <numerusform>پیوست‌ها، %Ln فایل</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search in messages</source>
        <translation>جست‌وجو در پیام‌ها</translation>
    </message>
    <message>
        <source>Search in subjects and messages</source>
        <translation>جست‌وجو در موضوع‌ها و پیام‌ها</translation>
    </message>
    <message>
        <source>Ticket ID</source>
        <translation>شمارهٔ تیکت</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>واحد مربوطه</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>همهٔ واحدها</translation>
    </message>
    <message>
        <source>More</source>
        <translation>بیشتر</translation>
    </message>
    <message>
        <source>More filters: status, dates, attachments</source>
        <translation>فیلترهای بیشتر: وضعیت، تاریخ، پیوست</translation>
    </message>
    <message>
        <source>With attachments</source>
        <translation>پیوست‌دار</translation>
    </message>
    <message>
        <source>From {day}</source>
        <translation>از {day}</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>تا {day}</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} تا {last}</translation>
    </message>
</context>
<context>
    <name>FirstSync</name>
    <message>
        <source>Sign in again, so that the first synchronisation can go on.</source>
        <translation>برای ادامهٔ نخستین همگام‌سازی دوباره وارد شوید.</translation>
    </message>
    <message>
        <source>The first synchronisation goes on as soon as support can be reached.</source>
        <translation>نخستین همگام‌سازی همین که پشتیبانی در دسترس باشد ادامه می‌یابد.</translation>
    </message>
    <message>
        <source>First synchronisation: fetching your tickets…</source>
        <translation>نخستین همگام‌سازی: در حال دریافت تیکت‌های شما…</translation>
    </message>
    <message>
        <source>First synchronisation: {tickets}</source>
        <translation>نخستین همگام‌سازی: {tickets}</translation>
    </message>
    <message>
        <source>{tickets}. {words}</source>
        <translation>{tickets}. {words}</translation>
    </message>
    <message>
        <source>older messages and transactions</source>
        <translation>پیام‌ها و تراکنش‌های قدیمی‌تر</translation>
    </message>
    <message>
        <source>What is newest is here. Still to come: {tickets}</source>
        <translation>تازه‌ترین‌ها رسیده‌اند. در راه: {tickets}</translation>
    </message>
    <message>
        <source>Everything since {date} is here. Still to come: {tickets}</source>
        <translation>همه‌چیز از {date} به بعد رسیده است. در راه: {tickets}</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>{n} KB</source>
        <translation>{n} کیلوبایت</translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation>{n} مگابایت</translation>
    </message>
    <message>
        <source>{n} GB</source>
        <translation>{n} گیگابایت</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}، {time}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>امروز</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>دیروز</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>همین حالا</translation>
    </message>
    <message>
        <source>{day} {start}–{end}</source>
        <translation>{day} {start} تا {end}</translation>
    </message>
</context>
<context>
    <name>Guarantee</name>
    <message>
        <source>Everything you send arrives exactly once: this help desk knows each message by its own key.</source>
        <translation>هرچه بفرستید دقیقاً یک بار می‌رسد: این سامانهٔ پشتیبانی هر پیام را با کلید یکتای آن می‌شناسد.</translation>
    </message>
    <message>
        <source>Everything you send arrives exactly once, as long as the connection returns within a day.</source>
        <translation>هرچه بفرستید دقیقاً یک بار می‌رسد، به شرط آنکه اتصال تا یک روز برگردد.</translation>
    </message>
    <message>
        <source>Everything you send arrives. After a broken connection we look first, so that nothing arrives twice.</source>
        <translation>هرچه بفرستید می‌رسد. اگر اتصال قطع شود، پیش از ارسال دوباره بررسی می‌کنیم تا چیزی دو بار نرسد.</translation>
    </message>
    <message>
        <source>This help desk cannot confirm what it received. After a broken connection we ask you.</source>
        <translation>این سامانهٔ پشتیبانی نمی‌تواند دریافت پیام را تأیید کند. اگر اتصال قطع شود، از خودتان می‌پرسیم.</translation>
    </message>
</context>
<context>
    <name>HelpdeskPage</name>
    <message>
        <source>Helpdesk</source>
        <translation>پشتیبانی</translation>
    </message>
    <message>
        <source>Create Ticket</source>
        <translation>ایجاد تیکت</translation>
    </message>
    <message>
        <source>Choose a ticket to read it here.</source>
        <translation>یک تیکت را انتخاب کنید تا اینجا بخوانید.</translation>
    </message>
    <message>
        <source>Question about transaction {number}</source>
        <translation>پرسش دربارهٔ تراکنش {number}</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Unread</source>
        <translation>خوانده‌نشده</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>باز</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>پیش‌نویس‌ها</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>در انتظار ارسال</translation>
    </message>
    <message>
        <source>with attachments</source>
        <translation>با پیوست</translation>
    </message>
    <message>
        <source>with a reply that you began</source>
        <translation>با پاسخ نیمه‌تمام</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a row read aloud</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>پیش‌نویس</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>در حال بررسی…</translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation>شما: {text}</translation>
    </message>
    <message>
        <source>Support: {text}</source>
        <translation>پشتیبانی: {text}</translation>
    </message>
    <message>
        <source>New ticket without a subject</source>
        <translation>تیکت جدید بدون موضوع</translation>
    </message>
    <message>
        <source>Ticket without a subject</source>
        <translation>تیکت بدون موضوع</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>Tickets, drafts and messages waiting to be sent</source>
        <translation>تیکت‌ها، پیش‌نویس‌ها و پیام‌های در انتظار ارسال</translation>
    </message>
    <message>
        <source>Nothing here yet. What you write and what support answers is kept here.</source>
        <translation>هنوز چیزی اینجا نیست. پیام‌های شما و پاسخ‌های پشتیبانی اینجا نگهداری می‌شود.</translation>
    </message>
    <message>
        <source>Create Ticket</source>
        <translation>ایجاد تیکت</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>تلاش دوباره</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>در حال جست‌وجو…</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>چیزی پیدا نشد.</translation>
    </message>
    <message>
        <source>Nothing found so far.</source>
        <translation>تا اینجا چیزی پیدا نشد.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>پاک کردن فیلترها</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>کلیدهای میانبر</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>بستن</translation>
    </message>
</context>
<context>
    <name>KnownAccounts</name>
    <message>
        <source>Accounts on this computer</source>
        <translation>حساب‌های کاربری روی این رایانه</translation>
    </message>
    <message>
        <source>Demo on this computer</source>
        <translation>نسخهٔ آزمایشی روی این رایانه</translation>
    </message>
    <message>
        <source>Nothing is waiting to be sent</source>
        <translation>چیزی در انتظار ارسال نیست</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>باز کردن</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>ورود</translation>
    </message>
    <message>
        <source>Sign in as {name}</source>
        <translation>ورود با حساب کاربری {name}</translation>
    </message>
</context>
<context>
    <name>Label</name>
    <message>
        <source>Copy</source>
        <translation>کپی</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>انگلیسی</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>فارسی</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>عربی</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>اسپانیایی</translation>
    </message>
</context>
<context>
    <name>LastSyncedLabel</name>
    <message>
        <source>As of {time}</source>
        <translation>به‌روزرسانی: {time}</translation>
    </message>
    <message>
        <source>not the latest</source>
        <translation>شاید به‌روز نباشد</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s) old</source>
        <translation>
            <numerusform>%Ln دقیقه پیش</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s) old</source>
        <translation>
            <numerusform>%Ln ساعت پیش</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) old</source>
        <translation>
            <numerusform>%Ln روز پیش</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinkOpener</name>
    <message>
        <source>This link opens {host} outside of the app. Support never asks for your password there.</source>
        <translation>این لینک {host} را بیرون از برنامه باز می‌کند. پشتیبانی هرگز رمز عبور شما را در آنجا نمی‌خواهد.</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>باز کردن لینک</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Dashboard</source>
        <translation>داشبورد</translation>
    </message>
    <message>
        <source>Helpdesk</source>
        <translation>پشتیبانی</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>کیف پول‌ها</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>تنظیمات</translation>
    </message>
    <message>
        <source>{page} – Otet Desk</source>
        <translation>{page} – اوتت دسک</translation>
    </message>
    <message>
        <source>Otet Desk</source>
        <translation>اوتت دسک</translation>
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
        <translation>شما</translation>
    </message>
    <message>
        <source>{author} · Support</source>
        <translation>{author} · پشتیبانی</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>پشتیبانی</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>نمایش بیشتر</translation>
    </message>
    <message>
        <source>Copy the whole text</source>
        <translation>کپی متن کامل</translation>
    </message>
    <message>
        <source>Hide quoted text</source>
        <translation>پنهان کردن متن نقل‌شده</translation>
    </message>
    <message>
        <source>Show quoted text</source>
        <translation>نمایش متن نقل‌شده</translation>
    </message>
    <message>
        <source>It is kept, and read again after an update of the app.</source>
        <translation>این پیام نگه داشته می‌شود و پس از به‌روزرسانی برنامه دوباره خوانده می‌شود.</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>کپی به‌صورت متن</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more file(s)</source>
        <translation>
            <numerusform>%Ln فایل دیگر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageEvidence</name>
    <message>
        <source>Show {name} in Wallets</source>
        <translation>نمایش {name} در کیف پول‌ها</translation>
    </message>
    <message>
        <source>Copy {name}</source>
        <translation>کپی {name}</translation>
    </message>
    <message>
        <source>This transaction is not in your wallets.</source>
        <translation>این تراکنش در کیف پول‌های شما نیست.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>کپی شد</translation>
    </message>
</context>
<context>
    <name>MessageItem</name>
    <message>
        <source>You</source>
        <translation>شما</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>پشتیبانی</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Messages of this ticket</source>
        <translation>پیام‌های این تیکت</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln earlier message(s)</source>
        <translation>
            <numerusform>نمایش %Ln پیام قبلی</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoneyCard</name>
    <message>
        <source>Total balance: {amounts}</source>
        <translation>موجودی کل: {amounts}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln روز</numerusform>
        </translation>
    </message>
    <message>
        <source>No wallets yet. They appear here as soon as your broker opens one.</source>
        <translation>هنوز کیف پولی ندارید. همین که کارگزار کیف پولی برایتان باز کند، اینجا دیده می‌شود.</translation>
    </message>
    <message>
        <source>Balance over the last {days}: from {first} to {last}</source>
        <translation>موجودی در {days} گذشته: از {first} به {last}</translation>
    </message>
    <message>
        <source>Unchanged for {days}</source>
        <translation>بدون تغییر در {days} گذشته</translation>
    </message>
    <message>
        <source>Lowest: {amount}, {date}</source>
        <translation>کمترین: {amount}، {date}</translation>
    </message>
    <message>
        <source>Highest: {amount}, {date}</source>
        <translation>بیشترین: {amount}، {date}</translation>
    </message>
</context>
<context>
    <name>MoneyWords</name>
    <message numerus="yes">
        <source>%Ln currencies</source>
        <translation>
            <numerusform>%Ln ارز</numerusform>
        </translation>
    </message>
    <message>
        <source>Not added up: there is no rate for {currencies}.</source>
        <translation>جمع زده نشده است: نرخی برای {currencies} نداریم.</translation>
    </message>
    <message>
        <source>Not added up: these are different currencies.</source>
        <translation>جمع زده نشده است: ارزها یکی نیستند.</translation>
    </message>
    <message>
        <source>Total balance</source>
        <translation>موجودی کل</translation>
    </message>
    <message>
        <source>At your broker&apos;s rates of {date}.</source>
        <translation>با نرخ‌های کارگزار شما در {date}.</translation>
    </message>
    <message>
        <source>At your broker&apos;s rates of {date}, rounded.</source>
        <translation>با نرخ‌های کارگزار شما در {date}، گرد‌شده.</translation>
    </message>
</context>
<context>
    <name>MonthSheet</name>
    <message>
        <source>Previous month</source>
        <translation>ماه قبل</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>ماه بعد</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>امروز</translation>
    </message>
    <message>
        <source>{day}, today</source>
        <translation>{day}، امروز</translation>
    </message>
</context>
<context>
    <name>MoreFilters</name>
    <message>
        <source>Status</source>
        <translation>وضعیت</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>همهٔ وضعیت‌ها</translation>
    </message>
    <message>
        <source>With attachments</source>
        <translation>پیوست‌دار</translation>
    </message>
    <message>
        <source>Type a day, such as {day}, or press the Down key to choose one.</source>
        <translation>تاریخ را بنویسید، مثلاً {day}، یا با کلید جهت پایین از تقویم انتخاب کنید.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>از تاریخ</translation>
    </message>
    <message>
        <source>From the day</source>
        <translation>از تاریخ</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>تا تاریخ</translation>
    </message>
    <message>
        <source>Until the day</source>
        <translation>تا تاریخ</translation>
    </message>
    <message>
        <source>This is not a day. Write it like this: {day}</source>
        <translation>این تاریخ درست نیست. آن را این‌گونه بنویسید: {day}</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Hide this message</source>
        <translation>پنهان کردن این پیام</translation>
    </message>
</context>
<context>
    <name>NotificationPresenter</name>
    <message>
        <source>Show</source>
        <translation>نمایش</translation>
    </message>
</context>
<context>
    <name>Outgoing</name>
    <message>
        <source>Discard this message? Support does not have it, and it cannot be brought back.</source>
        <translation>این پیام حذف شود؟ به دست پشتیبانی نرسیده است و پس از حذف برنمی‌گردد.</translation>
    </message>
    <message>
        <source>Discard this message here? Support may have it, and here it cannot be brought back.</source>
        <translation>این پیام از اینجا حذف شود؟ شاید به دست پشتیبانی رسیده باشد، ولی پس از حذف اینجا برنمی‌گردد.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>حذف</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Go to a page, do something, find a ticket</source>
        <translation>صفحه، کار یا تیکتی را پیدا کنید</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>آنچه پیدا شد</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>چیزی با این کلمه‌ها پیدا نشد.</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Back</source>
        <translation>بازگشت</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>بازگشت به فهرست</translation>
    </message>
</context>
<context>
    <name>PasteOffer</name>
    <message>
        <source>The pasted text is too long for a message ({count} characters), so it is attached as {name}.</source>
        <translation>متنی که چسباندید برای یک پیام بیش از حد طولانی است ({count} حرف)؛ برای همین با نام {name} پیوست شد.</translation>
    </message>
    <message>
        <source>The pasted text is too long for a message ({count} characters). Attach it as a file, or paste only its beginning.</source>
        <translation>متنی که چسباندید برای یک پیام بیش از حد طولانی است ({count} حرف). آن را به‌صورت فایل پیوست کنید یا فقط ابتدای آن را بچسبانید.</translation>
    </message>
    <message>
        <source>Attach as {name}</source>
        <translation>پیوست با نام {name}</translation>
    </message>
    <message>
        <source>Keep the file</source>
        <translation>نگه داشتن فایل</translation>
    </message>
    <message>
        <source>Paste the first {count} characters</source>
        <translation>چسباندن {count} حرف اول</translation>
    </message>
    <message>
        <source>Do not paste</source>
        <translation>نچسباندن</translation>
    </message>
    <message>
        <source>Remove the file</source>
        <translation>برداشتن فایل</translation>
    </message>
</context>
<context>
    <name>PauseMenu</name>
    <message>
        <source>Alerts paused until {time}</source>
        <translation>اعلان‌ها تا {time} متوقف‌اند</translation>
    </message>
    <message>
        <source>Pause alerts</source>
        <translation>توقف موقت اعلان‌ها</translation>
    </message>
    <message>
        <source>For one hour</source>
        <translation>برای یک ساعت</translation>
    </message>
    <message>
        <source>Until tomorrow, {time}</source>
        <translation>تا فردا، ساعت {time}</translation>
    </message>
    <message>
        <source>Alerts on again</source>
        <translation>روشن کردن دوبارهٔ اعلان‌ها</translation>
    </message>
</context>
<context>
    <name>PendingCard</name>
    <message>
        <source>Money on its way</source>
        <translation>پول در راه</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>نمایش همه ({count})</translation>
    </message>
    <message>
        <source>in progress for {span}</source>
        <translation>از {span} پیش در حال انجام</translation>
    </message>
</context>
<context>
    <name>PictureButton</name>
    <message>
        <source>Show {name}</source>
        <translation>نمایش {name}</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Save as…</source>
        <translation>ذخیره با نام…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>بستن</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>This is not an address we can use. Enter one like https://help.example.com</source>
        <translation>این آدرس درست نیست. آدرسی مانند ⁦https://help.example.com⁩ وارد کنید</translation>
    </message>
    <message>
        <source>This address is not protected, so your password was not sent. Use one that begins with https://</source>
        <translation>این آدرس امن نیست، برای همین رمز عبورتان فرستاده نشد. آدرسی وارد کنید که با ⁦https://⁩ شروع شود</translation>
    </message>
    <message>
        <source>There is no help desk at this address. Check it with your broker; what you typed is still here.</source>
        <translation>در این آدرس سامانهٔ پشتیبانی پیدا نشد. آن را از کارگزار خود بپرسید؛ آنچه نوشته‌اید همین‌جاست.</translation>
    </message>
    <message>
        <source>The help desk did not accept this user and password. Check both and try again.</source>
        <translation>این نام کاربری و رمز عبور پذیرفته نشد. هر دو را بررسی کنید و دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>Too many attempts. Your account is safe; wait {wait} and try again.</source>
        <translation>تعداد تلاش‌ها بیش از حد مجاز بود. حساب کاربری شما امن است؛ {wait} صبر کنید و دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>The help desk takes too long to answer. Nothing is lost; we keep trying.</source>
        <translation>سامانهٔ پشتیبانی دیر جواب می‌دهد. چیزی از دست نرفته است؛ همچنان تلاش می‌کنیم.</translation>
    </message>
    <message>
        <source>Support is busy. Your messages are kept and go out by themselves.</source>
        <translation>سامانهٔ پشتیبانی شلوغ است. پیام‌هایتان محفوظ است و خودکار فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>The help desk has a fault on its side. Your messages are kept; we keep trying.</source>
        <translation>سامانهٔ پشتیبانی دچار خطا شده است. پیام‌هایتان محفوظ است؛ همچنان تلاش می‌کنیم.</translation>
    </message>
    <message>
        <source>The help desk’s identity could not be verified, so nothing was sent. Check this computer’s date, then ask your broker.</source>
        <translation>هویت سامانهٔ پشتیبانی تأیید نشد، برای همین چیزی فرستاده نشد. تاریخ این رایانه را بررسی کنید و سپس از کارگزار خود بپرسید.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Open a web page, sign in, and we go on by ourselves.</source>
        <translation>برای استفاده از این شبکه باید اول وارد آن شوید. یک صفحهٔ وب باز کنید و وارد شوید؛ برنامه خودکار ادامه می‌دهد.</translation>
    </message>
    <message>
        <source>This network’s proxy wants a name and password of its own. Enter them in the computer’s network settings; your messages are kept.</source>
        <translation>پروکسی این شبکه نام کاربری و رمز عبور جداگانه می‌خواهد. آن‌ها را در تنظیمات شبکهٔ رایانه وارد کنید؛ پیام‌هایتان محفوظ است.</translation>
    </message>
    <message>
        <source>Please sign in again to go on. Your drafts and waiting messages are kept.</source>
        <translation>برای ادامه، دوباره وارد شوید. پیش‌نویس‌ها و پیام‌های در انتظار محفوظ‌اند.</translation>
    </message>
    <message>
        <source>Not delivered: support already has a different message under the same reference. Your text is safe here; edit it and send it again, and it goes out as a new message.</source>
        <translation>تحویل نشد: پشتیبانی با همین شناسه پیام دیگری دریافت کرده است. متن شما اینجا محفوظ است؛ آن را ویرایش کنید و دوباره بفرستید تا به‌عنوان پیامی تازه ارسال شود.</translation>
    </message>
    <message>
        <source>Support closed this ticket. Your text is kept; start a new ticket with it.</source>
        <translation>پشتیبانی این تیکت را بسته است. متن شما محفوظ است؛ با آن یک تیکت جدید ثبت کنید.</translation>
    </message>
    <message>
        <source>This is larger than support accepts. Your text is kept; remove a file and send again.</source>
        <translation>حجم این پیام بیش از حد مجاز پشتیبانی است. متن شما محفوظ است؛ یک فایل را بردارید و دوباره بفرستید.</translation>
    </message>
    <message>
        <source>Stopped, as you asked. Nothing was changed.</source>
        <translation>به درخواست شما متوقف شد. چیزی تغییر نکرد.</translation>
    </message>
    <message>
        <source>Support does not have this yet. Resume it, and it goes on from where it is.</source>
        <translation>پشتیبانی هنوز این پیام را ندارد. با زدن «ادامه» از همین‌جا پی گرفته می‌شود.</translation>
    </message>
    <message>
        <source>Write a few words first.</source>
        <translation>اول چند کلمه بنویسید.</translation>
    </message>
    <message>
        <source>Too long for support by {over} characters. Shorten it, or attach it as a file.</source>
        <translation>متن {over} نویسه از حد مجاز پشتیبانی بلندتر است. کوتاهش کنید یا آن را به‌صورت فایل پیوست کنید.</translation>
    </message>
    <message>
        <source>{name} is no longer there. Your text is kept; pick it again.</source>
        <translation>فایل {name} دیگر سر جایش نیست. متن شما محفوظ است؛ فایل را دوباره انتخاب کنید.</translation>
    </message>
    <message>
        <source>Not sent: {name} has changed on this computer’s disk since you attached it. Your text is kept; remove the file, attach it again and send.</source>
        <translation>فرستاده نشد: فایل {name} پس از پیوست شدن روی دیسک این رایانه تغییر کرده است. نوشتهٔ شما محفوظ است؛ فایل را بردارید، دوباره پیوست کنید و بفرستید.</translation>
    </message>
    <message>
        <source>Could not read {name}: it is not a normal file. Pick a file instead.</source>
        <translation>خواندن {name} ممکن نشد، چون یک فایل معمولی نیست. به‌جای آن یک فایل انتخاب کنید.</translation>
    </message>
    <message>
        <source>Could not read {name}. Close the program that uses it, or check that you may open it.</source>
        <translation>خواندن {name} ممکن نشد. برنامه‌ای را که از آن استفاده می‌کند ببندید یا اجازهٔ دسترسی خود را بررسی کنید.</translation>
    </message>
    <message>
        <source>{name} is empty, so it was not attached.</source>
        <translation>فایل {name} خالی است، برای همین پیوست نشد.</translation>
    </message>
    <message>
        <source>Support accepts files up to {limit_bytes}; {name} is {size_bytes}. The rest is kept.</source>
        <translation>پشتیبانی فایل را تا {limit_bytes} می‌پذیرد؛ حجم {name}، {size_bytes} است. بقیه محفوظ است.</translation>
    </message>
    <message>
        <source>Support accepts {limit} files in one message. Send the others in a second one.</source>
        <translation>پشتیبانی در هر پیام {limit} فایل می‌پذیرد. بقیه را در پیام دیگری بفرستید.</translation>
    </message>
    <message>
        <source>Not saved: the disk is full. Your text is still here; free some space or copy it.</source>
        <translation>ذخیره نشد: دیسک پر است. متن شما همین‌جاست؛ کمی فضا آزاد کنید یا متن را کپی کنید.</translation>
    </message>
    <message>
        <source>Not saved: the disk did not take it. Your text is still here; copy it to be sure.</source>
        <translation>ذخیره نشد: نوشتن روی دیسک ممکن نشد. متن شما همین‌جاست؛ برای اطمینان آن را کپی کنید.</translation>
    </message>
    <message>
        <source>Opened for reading only: the data folder cannot be written. Check its permissions and start again.</source>
        <translation>برنامه فقط برای خواندن باز شد، چون در پوشهٔ داده‌ها نمی‌توان نوشت. دسترسی‌های آن را بررسی کنید و برنامه را دوباره باز کنید.</translation>
    </message>
    <message>
        <source>Your data was made by a newer version, so it is open for reading only. Install that version to write.</source>
        <translation>داده‌های شما با نسخهٔ جدیدتری ساخته شده و فقط برای خواندن باز شده است. برای نوشتن، همان نسخه را نصب کنید.</translation>
    </message>
    <message>
        <source>Repaired: {drafts} and {sends} restored. The damaged file was kept at {name}; everything else comes again from support.</source>
        <translation>داده‌ها ترمیم شد: {drafts} و {sends} بازگردانده شد. فایل آسیب‌دیده با نام {name} نگه داشته شد؛ بقیه دوباره از پشتیبانی دریافت می‌شود.</translation>
    </message>
    <message>
        <source>Your data folder is on a network or synchronised drive, where it can be damaged. Choose a folder on this computer with --data-dir.</source>
        <translation>پوشهٔ داده‌های شما روی درایو شبکه یا پوشهٔ همگام‌سازی‌شده است و ممکن است آسیب ببیند. با ‎--data-dir پوشه‌ای روی همین رایانه انتخاب کنید.</translation>
    </message>
    <message>
        <source>Your data was restored from a copy, or comes from another computer. {drafts} and {sends} are here. Look at them before you send anything: some may have gone out already.</source>
        <translation>داده‌های شما از نسخهٔ پشتیبان بازیابی شده یا از رایانهٔ دیگری آمده است. {drafts} و {sends} اینجا هست. پیش از ارسال نگاهی به آن‌ها بیندازید؛ شاید بعضی پیش‌تر فرستاده شده باشند.</translation>
    </message>
    <message>
        <source>The support server was restored from an older copy. {messages} may be missing there; all of them are still here, and nothing is sent until you have looked.</source>
        <translation>سرور پشتیبانی از یک نسخهٔ قدیمی‌تر بازیابی شده است. ممکن است {messages} آنجا نباشد؛ همهٔ آن‌ها هنوز اینجا هست و تا شما بررسی نکنید چیزی فرستاده نمی‌شود.</translation>
    </message>
    <message>
        <source>This link does not point to one of your tickets.</source>
        <translation>این لینک به هیچ‌یک از تیکت‌های شما نمی‌رسد.</translation>
    </message>
    <message>
        <source>This ticket is not on this computer yet. It opens as soon as your tickets are up to date.</source>
        <translation>این تیکت هنوز روی این رایانه نیست. به محض به‌روز شدن تیکت‌هایتان باز می‌شود.</translation>
    </message>
    <message>
        <source>This has gone out already, so it cannot be taken back. You can write again on the same ticket.</source>
        <translation>این پیام فرستاده شده و برگشت‌پذیر نیست. می‌توانید روی همان تیکت دوباره بنویسید.</translation>
    </message>
    <message>
        <source>Something went wrong on our side. What you wrote is kept; please start the app again.</source>
        <translation>در برنامه خطایی رخ داد. نوشته‌هایتان محفوظ است؛ لطفاً برنامه را دوباره باز کنید.</translation>
    </message>
    <message>
        <source>There is a file called {name} already, and it was left as it is. Choose another name.</source>
        <translation>فایلی به نام {name} از پیش هست و به آن دست نزدیم. نام دیگری انتخاب کنید.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>اکنون امتحان کنید</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>ورود</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>متوجه شدم</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>بررسی</translation>
    </message>
    <message>
        <source>Too many attempts. Your account is safe; wait a few minutes and try again.</source>
        <translation>تعداد تلاش‌ها بیش از حد مجاز بود. حساب کاربری شما امن است؛ چند دقیقه صبر کنید و دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>Support did not accept this. Your text is kept; change it and send it again.</source>
        <translation>پشتیبانی این پیام را نپذیرفت. متن شما محفوظ است؛ آن را تغییر دهید و دوباره بفرستید.</translation>
    </message>
    <message>
        <source>No connection to the help desk. Everything you write is kept; what you send goes out when it is back.</source>
        <translation>اتصال به سامانهٔ پشتیبانی برقرار نیست. هرچه بنویسید ذخیره می‌شود و آنچه بفرستید با برقراری دوبارهٔ اتصال ارسال می‌شود.</translation>
    </message>
    <message>
        <source>We could not confirm delivery and have stopped trying. Your text is safe here.</source>
        <translation>نتوانستیم از رسیدن پیام مطمئن شویم و دیگر تلاش نمی‌کنیم. متن شما اینجا محفوظ است.</translation>
    </message>
    <message>
        <source>Support does not have this. The help desk failed every time we sent it, so we have stopped trying. Your text is safe here.</source>
        <translation>این پیام به دست پشتیبانی نرسیده است. سامانهٔ پشتیبانی هر بار خطا داد و دیگر تلاش نمی‌کنیم. متن شما اینجا محفوظ است.</translation>
    </message>
    <message>
        <source>Part of your data file is damaged. What you wrote is kept in a second copy. Quit and start again: it is repaired then.</source>
        <translation>بخشی از فایل داده‌های شما آسیب دیده است. از آنچه نوشته‌اید نسخهٔ دومی نگه‌داری شده است. برنامه را ببندید و دوباره باز کنید تا ترمیم شود.</translation>
    </message>
    <message>
        <source>The support server was restored from an older copy. None of your messages is missing, and everything goes on.</source>
        <translation>سرور پشتیبانی از نسخه‌ای قدیمی‌تر بازیابی شده است. هیچ‌یک از پیام‌های شما کم نیست و همه‌چیز ادامه دارد.</translation>
    </message>
    <message>
        <source>Signed in for this session only: this computer’s key store did not keep your sign-in. You will be asked to sign in again at the next start.</source>
        <translation>ورود شما فقط تا بسته شدن برنامه برقرار است، چون انبارهٔ کلیدهای این رایانه آن را نگه نداشت. دفعهٔ بعد باید دوباره وارد شوید.</translation>
    </message>
    <message>
        <source>There is no protected connection at this address, so your password was not sent.</source>
        <translation>اتصال امنی در این آدرس نیست، پس رمز عبور شما فرستاده نشد.</translation>
    </message>
    <message>
        <source>This is another help desk: it does not know the tickets of this account. Nothing was changed; check the address with your broker.</source>
        <translation>این سامانهٔ پشتیبانی دیگری است و تیکت‌های این حساب کاربری را نمی‌شناسد. چیزی تغییر نکرد؛ آدرس را از کارگزارتان بپرسید.</translation>
    </message>
    <message>
        <source>There is an account of yours at this address on this computer already. Sign out and choose it there; both keep what you wrote.</source>
        <translation>روی این رایانه از پیش یک حساب کاربری شما با این آدرس هست. از این حساب کاربری خارج شوید و آن را انتخاب کنید؛ نوشته‌های هر دو محفوظ است.</translation>
    </message>
    <message>
        <source>The app ended unexpectedly last time. Nothing you wrote is lost.</source>
        <translation>برنامه دفعهٔ پیش ناگهان بسته شد. هیچ‌یک از نوشته‌های شما از دست نرفته است.</translation>
    </message>
    <message>
        <source>The built-in help desk did not start. Nothing is lost; try again, or restart the computer.</source>
        <translation>سامانهٔ پشتیبانی داخلی اجرا نشد. چیزی از دست نرفته است؛ دوباره امتحان کنید یا رایانه را دوباره راه‌اندازی کنید.</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>نمایش گزارش</translation>
    </message>
    <message>
        <source>{sentence} The help desk says: {words}</source>
        <translation>{sentence} پاسخ سامانهٔ پشتیبانی: {words}</translation>
    </message>
    <message>
        <source>This came with your restored or copied data, and may have gone out already. It is checked first.</source>
        <translation>این پیام همراه داده‌های بازیابی‌شده یا کپی‌شدهٔ شما آمده و شاید پیش‌تر ارسال شده باشد. اول بررسی می‌شود.</translation>
    </message>
    <message>
        <source>We could not confirm delivery. Support may have this already, so sending it again could bring it twice. Your text is safe here.</source>
        <translation>نتوانستیم از رسیدن پیام مطمئن شویم. شاید به دست پشتیبانی رسیده باشد و با ارسال دوباره، دو بار برسد. متن شما اینجا محفوظ است.</translation>
    </message>
    <message>
        <source>This computer is set to a SOCKS proxy, which the app cannot use. Set an HTTP proxy in the network settings; your messages are kept.</source>
        <translation>این رایانه روی پروکسی SOCKS تنظیم شده که برنامه نمی‌تواند از آن استفاده کند. در تنظیمات شبکه یک پروکسی HTTP بگذارید؛ پیام‌هایتان محفوظ است.</translation>
    </message>
    <message>
        <source>The help desk’s identity could not be verified, so nothing was sent. Check this computer’s date (shows {today}), then ask your broker.</source>
        <translation>هویت سامانهٔ پشتیبانی تأیید نشد، برای همین چیزی فرستاده نشد. تاریخ این رایانه را بررسی کنید (اکنون {today} است) و سپس از کارگزار خود بپرسید.</translation>
    </message>
</context>
<context>
    <name>QuitController</name>
    <message>
        <source>Otet Desk goes on in the tray, so that answers reach you. Ctrl+Q quits.</source>
        <translation>«اوتت دسک» کنار ساعت سیستم در حال اجرا می‌ماند تا پاسخ‌ها به دست شما برسد. برای خروج Ctrl+Q را بزنید.</translation>
    </message>
    <message>
        <source>Still running</source>
        <translation>برنامه همچنان در حال اجراست</translation>
    </message>
    <message>
        <source>Otet Desk is still running, so that answers reach you.</source>
        <translation>«اوتت دسک» همچنان روشن است تا پاسخ‌ها به دست شما برسد.</translation>
    </message>
    <message>
        <source>This desktop has no tray, so the window is minimised: you find it in the taskbar. Ctrl+Q quits.</source>
        <translation>این سیستم جایی برای نماد برنامه کنار ساعت ندارد؛ برای همین پنجره کوچک شده است و آن را در نوار وظیفه پیدا می‌کنید. برای خروج Ctrl+Q را بزنید.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>متوجه شدم</translation>
    </message>
    <message>
        <source>Everything stays on this computer; what is waiting goes out when you sign in again.</source>
        <translation>همه‌چیز روی همین رایانه می‌ماند و آنچه در انتظار است با ورود دوبارهٔ شما فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>همه‌چیز روی همین رایانه می‌ماند.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Sign out without it</source>
        <translation>خروج از حساب کاربری بدون آن</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait to be sent.</source>
        <translation>
            <numerusform>%Ln پیام در انتظار ارسال است.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) need your decision.</source>
        <translation>
            <numerusform>%Ln پیام نیازمند تصمیم شماست.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>خروج از حساب کاربری</translation>
    </message>
    <message>
        <source>Signed out. {name} and everything written there stay on this computer, in the list above.</source>
        <translation>از حساب کاربری خارج شدید. {name} و همهٔ نوشته‌های آن روی این رایانه می‌ماند و در فهرست بالا دیده می‌شود.</translation>
    </message>
</context>
<context>
    <name>ReplyBox</name>
    <message>
        <source>Your reply</source>
        <translation>پاسخ شما</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>پاسخی بنویسید</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>ارسال</translation>
    </message>
    <message>
        <source>Start a new ticket with this text</source>
        <translation>ثبت تیکت جدید با همین متن</translation>
    </message>
    <message>
        <source>This ticket is solved. A reply reopens this ticket.</source>
        <translation>این تیکت حل شده است. با پاسخ شما دوباره باز می‌شود.</translation>
    </message>
</context>
<context>
    <name>RollbackDialog</name>
    <message>
        <source>Missing at support</source>
        <translation>پیام‌هایی که نزد پشتیبانی نیست</translation>
    </message>
    <message>
        <source>The support server was restored from an older copy, which does not have these messages of yours. They stay on this computer whatever you choose.</source>
        <translation>سرور پشتیبانی از یک نسخهٔ قدیمی‌تر بازیابی شده و این پیام‌های شما را ندارد. هر چه انتخاب کنید، پیام‌ها روی این رایانه می‌مانند.</translation>
    </message>
    <message>
        <source>Send them again</source>
        <translation>ارسال دوباره</translation>
    </message>
    <message>
        <source>Keep them here only</source>
        <translation>فقط همین‌جا بمانند</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>بعداً تصمیم می‌گیرم</translation>
    </message>
</context>
<context>
    <name>RowActs</name>
    <message>
        <source>Open</source>
        <translation>باز کردن</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>{n} of {count}</source>
        <comment>which message with the words of the search, of how many</comment>
        <translation>{n} از {count}</translation>
    </message>
    <message numerus="yes">
        <source>In %Ln message(s)</source>
        <translation>
            <numerusform>در %Ln پیام</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>نتیجهٔ قبلی</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>نتیجهٔ بعدی</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>تنظیمات</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>زبان و ظاهر</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>نوشتن</translation>
    </message>
    <message>
        <source>Account and data</source>
        <translation>حساب کاربری و داده‌ها</translation>
    </message>
    <message>
        <source>About</source>
        <translation>دربارهٔ برنامه</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line</source>
        <translation>ارسال با Enter؛ خط جدید با Shift+Enter</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>خروج از حساب کاربری</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>باز کردن پوشهٔ داده‌ها</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>زبان</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>تقویم</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>نوع ارقام</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>پوسته</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>اندازهٔ متن</translation>
    </message>
    <message>
        <source>As on this computer</source>
        <translation>مطابق این رایانه</translation>
    </message>
    <message>
        <source>As is usual in the language</source>
        <translation>تقویم معمول همین زبان</translation>
    </message>
    <message>
        <source>Gregorian</source>
        <translation>میلادی</translation>
    </message>
    <message>
        <source>Jalali (solar)</source>
        <translation>هجری شمسی</translation>
    </message>
    <message>
        <source>Hijri (lunar)</source>
        <translation>هجری قمری</translation>
    </message>
    <message>
        <source>As the language writes them</source>
        <translation>مطابق زبان برنامه</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>روشن</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>تیره</translation>
    </message>
    <message>
        <source>Signed in as {name} at {desk}.</source>
        <translation>با نام {name} وارد {desk} شده‌اید.</translation>
    </message>
    <message>
        <source>Your data is kept in {folder}</source>
        <translation>داده‌های شما در {folder} نگهداری می‌شود</translation>
    </message>
    <message>
        <source>Otet Desk {version}</source>
        <translation>اوتت دسک {version}</translation>
    </message>
    <message>
        <source>Under the MIT licence. With Qt and PySide6 (LGPL 3), Vazirmatn (OFL 1.1), Lucide icons (ISC), requests, plyer, Roundup and others under licences of their own.</source>
        <translation>با مجوز MIT. همراه با Qt و PySide6 (LGPL 3)، قلم وزیرمتن (OFL 1.1)، نمادهای Lucide (ISC)، requests، plyer، Roundup و دیگران، هر یک با مجوز خود.</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Dashboard</source>
        <translation>داشبورد</translation>
    </message>
    <message>
        <source>Helpdesk</source>
        <translation>پشتیبانی</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>کیف پول‌ها</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>تنظیمات</translation>
    </message>
    <message>
        <source>Create Ticket</source>
        <translation>ایجاد تیکت</translation>
    </message>
    <message>
        <source>Search in messages</source>
        <translation>جست‌وجو در پیام‌ها</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>نتیجهٔ بعدی</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>نتیجهٔ قبلی</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>تیکت بعدی</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>تیکت قبلی</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>پاسخ دادن</translation>
    </message>
    <message>
        <source>Edit what waits (in the list)</source>
        <translation>ویرایش پیام در انتظار (در فهرست)</translation>
    </message>
    <message>
        <source>Discard what waits (in the list)</source>
        <translation>حذف پیام در انتظار (در فهرست)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>ارسال</translation>
    </message>
    <message>
        <source>Ask about the chosen transaction</source>
        <translation>پرسش دربارهٔ تراکنش انتخاب‌شده</translation>
    </message>
    <message>
        <source>Commands and tickets</source>
        <translation>دستورها و تیکت‌ها</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>کلیدهای میانبر</translation>
    </message>
    <message>
        <source>Look for answers now</source>
        <translation>همین حالا دنبال پاسخ بگرد</translation>
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
        <translation>پشتیبانی</translation>
    </message>
    <message>
        <source>Helpdesk, still being fetched</source>
        <translation>پشتیبانی، هنوز در حال دریافت</translation>
    </message>
    <message numerus="yes">
        <source>Helpdesk, %Ln unread answer(s)</source>
        <translation>
            <numerusform>پشتیبانی، %Ln پاسخ خوانده‌نشده</numerusform>
        </translation>
    </message>
    <message>
        <source>Otet Desk</source>
        <translation>اوتت دسک</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>داشبورد</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>کیف پول‌ها</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>تنظیمات</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>حساب کاربری</translation>
    </message>
    <message>
        <source>Account: {name}</source>
        <translation>حساب کاربری: {name}</translation>
    </message>
    <message>
        <source>Press to sign in</source>
        <translation>برای ورود کلیک کنید</translation>
    </message>
    <message>
        <source>Press to check now</source>
        <translation>برای بررسی همین حالا کلیک کنید</translation>
    </message>
    <message>
        <source>Agents’ page of the demo</source>
        <translation>صفحهٔ کارشناسان نسخهٔ آزمایشی</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>دوباره وارد شوید</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>خروج از حساب کاربری</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>The help desk takes too long to answer. Try again in a minute; what you typed is still here.</source>
        <translation>پاسخ سامانهٔ پشتیبانی خیلی طول می‌کشد. یک دقیقهٔ دیگر دوباره امتحان کنید؛ آنچه نوشتید همین‌جاست.</translation>
    </message>
    <message>
        <source>The help desk cannot sign anybody in just now. Wait a minute and try again.</source>
        <translation>سامانهٔ پشتیبانی اکنون نمی‌تواند کسی را وارد کند. یک دقیقه صبر کنید و دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Open a web page, sign in there, and try again.</source>
        <translation>این شبکه می‌خواهد اول در آن وارد شوید. یک صفحهٔ وب باز کنید، آن‌جا وارد شوید و دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>You could not be signed in: the disk is full. Free some space and try again.</source>
        <translation>ورود انجام نشد: دیسک پر است. کمی جا باز کنید و دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>You could not be signed in: the disk does not take anything. Check it and try again.</source>
        <translation>ورود انجام نشد: چیزی روی دیسک نوشته نمی‌شود. آن را بررسی کنید و دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>Signing in was stopped. Nothing was changed.</source>
        <translation>ورود متوقف شد. چیزی تغییر نکرد.</translation>
    </message>
    <message>
        <source>There is no computer of this name. Check how it is written, and your connection.</source>
        <translation>رایانه‌ای به این نام پیدا نشد. املای آن و اتصال خود را بررسی کنید.</translation>
    </message>
    <message>
        <source>No help desk answers at this address. Check the address with its port, and your connection.</source>
        <translation>سامانهٔ پشتیبانی در این آدرس پاسخ نمی‌دهد. آدرس و پورت آن و اتصال خود را بررسی کنید.</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Check it and your connection; what you typed is still here.</source>
        <translation>از این آدرس پاسخی نمی‌آید. آدرس و اتصال خود را بررسی کنید؛ آنچه نوشته‌اید همین‌جاست.</translation>
    </message>
    <message>
        <source>The help desk did not let you sign in: {words} Everything on this computer is kept.</source>
        <translation>سامانهٔ پشتیبانی اجازهٔ ورود نداد: {words} همه‌چیز روی این رایانه محفوظ است.</translation>
    </message>
    <message>
        <source>The help desk did not let you sign in. Ask your broker; everything on this computer is kept.</source>
        <translation>سامانهٔ پشتیبانی اجازهٔ ورود نداد. از کارگزارتان بپرسید؛ همه‌چیز روی این رایانه محفوظ است.</translation>
    </message>
    <message>
        <source>This address wants a protected connection. Write https:// in front of it.</source>
        <translation>این آدرس اتصال امن می‌خواهد. پیش از آن ⁦https://⁩ بنویسید.</translation>
    </message>
    <message>
        <source>There is no protected connection at this address, so nothing was sent. Write http:// in front of it.</source>
        <translation>اتصال امنی در این آدرس نیست، پس چیزی فرستاده نشد. پیش از آن ⁦http://⁩ بنویسید.</translation>
    </message>
    <message>
        <source>There is no protected connection at this address, so nothing was sent. Ask your broker for its protected address.</source>
        <translation>اتصال امنی در این آدرس نیست، پس چیزی فرستاده نشد. آدرس امن را از کارگزارتان بپرسید.</translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>Sign in again</source>
        <translation>دوباره وارد شوید</translation>
    </message>
    <message>
        <source>Connect to your broker</source>
        <translation>اتصال به کارگزار</translation>
    </message>
    <message>
        <source>Your broker gave you these three. The password is used once and not kept.</source>
        <translation>این سه مورد را کارگزار در اختیار شما گذاشته است. رمز عبور فقط یک بار استفاده و هرگز ذخیره نمی‌شود.</translation>
    </message>
    <message>
        <source>Everything in this account is kept on this computer.</source>
        <translation>همه‌چیزِ این حساب کاربری روی این رایانه محفوظ است.</translation>
    </message>
    <message>
        <source>required</source>
        <translation>الزامی</translation>
    </message>
    <message>
        <source>Address of the help desk</source>
        <translation>آدرس سامانهٔ پشتیبانی</translation>
    </message>
    <message>
        <source>User</source>
        <translation>نام کاربری</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>رمز عبور</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>بعداً</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>بازگشت</translation>
    </message>
    <message>
        <source>Kept on this computer: {unsent}. What is waiting is sent as soon as you are signed in.</source>
        <translation>روی این رایانه محفوظ است: {unsent}. آنچه در انتظار است همین که وارد شوید فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>Kept on this computer: {unsent}.</source>
        <translation>روی این رایانه محفوظ است: {unsent}.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>ورود</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>در حال ورود…</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>لطفاً این قسمت را پر کنید.</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>Try again</source>
        <translation>تلاش دوباره</translation>
    </message>
</context>
<context>
    <name>Statement</name>
    <message>
        <source>Date</source>
        <translation>تاریخ</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>حساب</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>روش</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>مبلغ</translation>
    </message>
    <message>
        <source>Transaction Fee</source>
        <translation>کارمزد</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>وضعیت</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>واریز</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>برداشت</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>انتقال</translation>
    </message>
    <message>
        <source>Rebate</source>
        <translation>ریبیت</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>انجام‌شده</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>در حال انجام</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>رد شده</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>لغو شده</translation>
    </message>
    <message>
        <source>Reference {reference}</source>
        <translation>شمارهٔ پیگیری {reference}</translation>
    </message>
</context>
<context>
    <name>StatementFilters</name>
    <message>
        <source>Search in transactions</source>
        <translation>جست‌وجو در تراکنش‌ها</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>نوع</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>بازهٔ زمانی</translation>
    </message>
    <message>
        <source>More</source>
        <translation>بیشتر</translation>
    </message>
    <message>
        <source>More filters and the order</source>
        <translation>فیلترهای بیشتر و ترتیب</translation>
    </message>
    <message numerus="yes">
        <source>Last %Ln day(s)</source>
        <translation>
            <numerusform>%Ln روز گذشته</numerusform>
        </translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>همهٔ زمان‌ها</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>همهٔ انواع</translation>
    </message>
</context>
<context>
    <name>StatementMore</name>
    <message>
        <source>Type a day, such as {day}, or press the Down key to choose one.</source>
        <translation>تاریخ را بنویسید، مثلاً {day}، یا با کلید جهت پایین از تقویم انتخاب کنید.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>از تاریخ</translation>
    </message>
    <message>
        <source>From the day</source>
        <translation>از تاریخ</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>تا تاریخ</translation>
    </message>
    <message>
        <source>Until the day</source>
        <translation>تا تاریخ</translation>
    </message>
    <message>
        <source>Amount from</source>
        <translation>مبلغ از</translation>
    </message>
    <message>
        <source>Amount to</source>
        <translation>مبلغ تا</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>ترتیب</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>جدیدترین</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>قدیمی‌ترین</translation>
    </message>
    <message>
        <source>Amount, high to low</source>
        <translation>مبلغ: زیاد به کم</translation>
    </message>
    <message>
        <source>Amount, low to high</source>
        <translation>مبلغ: کم به زیاد</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>حساب</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>روش</translation>
    </message>
    <message>
        <source>Highest fee</source>
        <translation>بیشترین کارمزد</translation>
    </message>
    <message>
        <source>This is not a day. Write it like this: {day}</source>
        <translation>این تاریخ درست نیست. آن را این‌گونه بنویسید: {day}</translation>
    </message>
    <message>
        <source>This is not an amount.</source>
        <translation>این مبلغ درست نیست.</translation>
    </message>
</context>
<context>
    <name>StatementPane</name>
    <message>
        <source>Export CSV</source>
        <translation>خروجی CSV</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>پاک کردن فیلترها</translation>
    </message>
    <message>
        <source>Transactions of {wallet}</source>
        <translation>تراکنش‌های {wallet}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>تلاش دوباره</translation>
    </message>
    <message>
        <source>No transactions match.</source>
        <translation>تراکنشی با این مشخصات پیدا نشد.</translation>
    </message>
    <message>
        <source>No transactions in this wallet yet.</source>
        <translation>هنوز تراکنشی در این کیف پول نیست.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s)</source>
        <translation>
            <numerusform>%Ln تراکنش</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatementStrip</name>
    <message>
        <source>fee {amount}</source>
        <translation>کارمزد {amount}</translation>
    </message>
    <message>
        <source>Reference {reference}</source>
        <translation>شمارهٔ پیگیری {reference}</translation>
    </message>
    <message>
        <source>Copy the reference</source>
        <translation>کپی شمارهٔ پیگیری</translation>
    </message>
    <message>
        <source>Ask about this transaction</source>
        <translation>پرسش دربارهٔ این تراکنش</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>کپی</translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticket(s) mention this transaction</source>
        <translation>
            <numerusform>%Ln تیکت به این تراکنش اشاره دارد</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>در انتظار ارسال</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>پیش‌نویس</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Open</source>
        <translation>باز</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>پاسخ داده شده</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>حل‌شده</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>بسته</translation>
    </message>
</context>
<context>
    <name>SupportCard</name>
    <message>
        <source>Unread answers</source>
        <translation>خوانده‌نشده</translation>
    </message>
    <message>
        <source>Open tickets</source>
        <translation>تیکت‌های باز</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>پیش‌نویس‌ها</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>در انتظار ارسال</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>هنوز ارسال نشده</translation>
    </message>
    <message>
        <source>not fetched yet</source>
        <translation>هنوز دریافت نشده</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Checking for answers…</source>
        <translation>در حال بررسی پاسخ‌های جدید…</translation>
    </message>
    <message>
        <source>Slow connection</source>
        <translation>اتصال کند</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>بدون اتصال</translation>
    </message>
    <message>
        <source>Support is busy</source>
        <translation>سامانهٔ پشتیبانی شلوغ است</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>دوباره وارد شوید</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>متصل نیست</translation>
    </message>
    <message>
        <source>Support is busy, next try at {time}</source>
        <translation>سامانهٔ پشتیبانی شلوغ است؛ تلاش بعدی {time}</translation>
    </message>
    <message>
        <source>Up to date {time}</source>
        <translation>به‌روزرسانی: {time}</translation>
    </message>
    <message>
        <source>Last checked {time}</source>
        <translation>آخرین بررسی: {time}</translation>
    </message>
    <message>
        <source>Fetching your tickets…</source>
        <translation>در حال دریافت تیکت‌های شما…</translation>
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
        <translation>این رایانه</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>با بستن پنجره، برنامه کنار ساعت سیستم در حال اجرا بماند</translation>
    </message>
    <message>
        <source>Start with the computer, without opening the window</source>
        <translation>همراه با روشن شدن رایانه اجرا شود، بدون باز کردن پنجره</translation>
    </message>
    <message>
        <source>Open the links in support’s e-mails with this app</source>
        <translation>لینک‌های ایمیل‌های پشتیبانی با این برنامه باز شوند</translation>
    </message>
</context>
<context>
    <name>Thread</name>
    <message>
        <source>New</source>
        <translation>جدید</translation>
    </message>
</context>
<context>
    <name>ThreadHeader</name>
    <message>
        <source>Ticket without a subject</source>
        <translation>تیکت بدون موضوع</translation>
    </message>
    <message>
        <source>Copy the ticket number</source>
        <translation>کپی شمارهٔ تیکت</translation>
    </message>
    <message>
        <source>More about this ticket</source>
        <translation>گزینه‌های بیشتر این تیکت</translation>
    </message>
    <message>
        <source>since {date}</source>
        <translation>تاریخ ثبت: {date}</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>نوشتن پاسخ</translation>
    </message>
    <message>
        <source>Copy a link to this ticket</source>
        <translation>کپی لینک این تیکت</translation>
    </message>
    <message>
        <source>Ticket number {number} copied</source>
        <translation>شمارهٔ تیکت {number} کپی شد</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>لینک کپی شد</translation>
    </message>
</context>
<context>
    <name>ThreadMenus</name>
    <message>
        <source>Copy selection</source>
        <translation>کپی متن انتخاب‌شده</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>کپی متن</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>باز کردن لینک</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>کپی لینک</translation>
    </message>
    <message>
        <source>Quote in reply</source>
        <translation>نقل در پاسخ</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>ذخیره با نام…</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>دانلود</translation>
    </message>
    <message>
        <source>Show picture</source>
        <translation>نمایش تصویر</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>کپی نام</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>کپی شد</translation>
    </message>
</context>
<context>
    <name>TicketLinks</name>
    <message>
        <source>OK</source>
        <translation>متوجه شدم</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>لغو</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>باز کردن</translation>
    </message>
    <message>
        <source>The ticket that you asked for is here now.</source>
        <translation>تیکتی که می‌خواستید رسید.</translation>
    </message>
</context>
<context>
    <name>TransactionView</name>
    <message>
        <source>Ask about this transaction</source>
        <translation>پرسش دربارهٔ این تراکنش</translation>
    </message>
    <message>
        <source>Copy the reference</source>
        <translation>کپی شمارهٔ پیگیری</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln row(s)</source>
        <translation>
            <numerusform>کپی %Ln ردیف</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the amount</source>
        <translation>کپی مبلغ</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Otet Desk</source>
        <translation>اوتت دسک</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread answer(s)</source>
        <translation>
            <numerusform>%Ln پاسخ خوانده‌نشده</numerusform>
        </translation>
    </message>
    <message>
        <source>Open Otet Desk</source>
        <translation>باز کردن اوتت دسک</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>تیکت جدید</translation>
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
        <translation>این همان تیکت {number} است.</translation>
    </message>
    <message>
        <source>This reached support twice, also as ticket {number}.</source>
        <translation>این تیکت دو بار به پشتیبانی رسیده است؛ بار دیگر با شمارهٔ {number}.</translation>
    </message>
    <message>
        <source>This reached support several times, also as ticket {number}.</source>
        <translation>این تیکت چند بار به پشتیبانی رسیده است؛ از جمله با شمارهٔ {number}.</translation>
    </message>
    <message>
        <source>Ask to close {number}</source>
        <translation>درخواست بستن تیکت {number}</translation>
    </message>
    <message>
        <source>Ask to close this one</source>
        <translation>درخواست بستن همین تیکت</translation>
    </message>
    <message>
        <source>Show {number}</source>
        <translation>نمایش {number}</translation>
    </message>
    <message>
        <source>This ticket is the same as {number}. Please close it.</source>
        <translation>این تیکت همان تیکت {number} است. لطفاً آن را ببندید.</translation>
    </message>
</context>
<context>
    <name>UndoToasts</name>
    <message>
        <source>Ticket accepted. It is sent in a moment.</source>
        <translation>تیکت ثبت شد و تا لحظه‌ای دیگر فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>برگرداندن</translation>
    </message>
    <message>
        <source>Draft discarded</source>
        <translation>پیش‌نویس حذف شد</translation>
    </message>
    <message>
        <source>Reply accepted. It is sent in a moment.</source>
        <translation>پاسخ ثبت شد و تا لحظه‌ای دیگر فرستاده می‌شود.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>تلاش دوباره</translation>
    </message>
</context>
<context>
    <name>Unreadable</name>
    <message>
        <source>A message that this version cannot show</source>
        <translation>پیامی که این نسخه نمی‌تواند نشان دهد</translation>
    </message>
</context>
<context>
    <name>UnreadableLine</name>
    <message>
        <source>Copy as text</source>
        <translation>کپی به‌صورت متن</translation>
    </message>
</context>
<context>
    <name>UnsavedDialog</name>
    <message>
        <source>Not saved</source>
        <translation>ذخیره نشد</translation>
    </message>
    <message>
        <source>The disk does not take what you wrote, so it is only in this window. Copy it or free some space before you quit.</source>
        <translation>نوشتن روی دیسک ممکن نشد و متن شما فقط در همین پنجره است. پیش از خروج آن را کپی کنید یا کمی فضا آزاد کنید.</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>کپی متن</translation>
    </message>
    <message>
        <source>Quit without it</source>
        <translation>خروج بدون ذخیره</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>ادامهٔ نوشتن</translation>
    </message>
</context>
<context>
    <name>Upload</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} از {total}</translation>
    </message>
    <message>
        <source>{size} per second</source>
        <translation>{size} در ثانیه</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>کمتر از یک دقیقه مانده</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>حدود {time} مانده</translation>
    </message>
</context>
<context>
    <name>Verification</name>
    <message>
        <source>Proof of address</source>
        <translation>مدرک محل سکونت</translation>
    </message>
    <message>
        <source>Proof of identity</source>
        <translation>مدرک شناسایی</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>شمارهٔ تلفن</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>ایمیل</translation>
    </message>
    <message>
        <source>A photo of yourself</source>
        <translation>عکس خودتان</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>حساب بانکی</translation>
    </message>
    <message>
        <source>Source of funds</source>
        <translation>منشأ وجوه</translation>
    </message>
    <message>
        <source>Documents for my verification</source>
        <translation>مدارک احراز هویت من</translation>
    </message>
    <message>
        <source>I attach: {names}</source>
        <translation>پیوست می‌کنم: {names}</translation>
    </message>
</context>
<context>
    <name>VerificationCard</name>
    <message>
        <source>Your broker has not told how far you are verified.</source>
        <translation>کارگزار هنوز وضعیت احراز هویت شما را اعلام نکرده است.</translation>
    </message>
    <message>
        <source>Verified: level {number}, {percent}</source>
        <translation>هویت تأییدشده: سطح {number}، {percent}</translation>
    </message>
    <message>
        <source>{percent} verified</source>
        <translation>{percent} تکمیل‌شده</translation>
    </message>
    <message>
        <source>Level {number}, {percent} verified</source>
        <translation>سطح {number}، {percent} تکمیل‌شده</translation>
    </message>
    <message>
        <source>Send documents</source>
        <translation>ارسال مدارک</translation>
    </message>
    <message>
        <source>Still missing: {names}</source>
        <translation>موارد باقی‌مانده: {names}</translation>
    </message>
    <message>
        <source>Your broker is checking what you sent.</source>
        <translation>کارگزار در حال بررسی مدارک شماست.</translation>
    </message>
</context>
<context>
    <name>WalletsPage</name>
    <message>
        <source>Wallets</source>
        <translation>کیف پول‌ها</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>تراکنش‌ها</translation>
    </message>
    <message>
        <source>Balance over time</source>
        <translation>روند موجودی</translation>
    </message>
    <message>
        <source>All wallets</source>
        <translation>همهٔ کیف پول‌ها</translation>
    </message>
    <message>
        <source>No wallets yet. They appear here as soon as your broker opens one.</source>
        <translation>هنوز کیف پولی ندارید. همین که کارگزار کیف پولی برایتان باز کند، اینجا دیده می‌شود.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Language</source>
        <translation>زبان</translation>
    </message>
</context>
<context>
    <name>WindowStatus</name>
    <message>
        <source>“{text}” was not delivered. {why}</source>
        <translation>«{text}» نرسید. {why}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>نمایش</translation>
    </message>
</context>
<context>
    <name>_Brand</name>
    <message>
        <source>Otet Desk</source>
        <translation>اوتت دسک</translation>
    </message>
</context>
<context>
    <name>_Choices</name>
    <message>
        <source>Welcome to Otet Desk</source>
        <translation>به اوتت دسک خوش آمدید</translation>
    </message>
    <message>
        <source>Write to support, offline too. Nothing you write is lost, and every answer reaches you.</source>
        <translation>برای پشتیبانی پیام بنویسید، حتی بدون اینترنت. هیچ نوشته‌ای از بین نمی‌رود و همهٔ پاسخ‌ها به دست شما می‌رسد.</translation>
    </message>
    <message>
        <source>See everything with a demo trader and a help desk that runs on this computer only.</source>
        <translation>همه‌چیز را با یک حساب آزمایشی و سامانهٔ پشتیبانی که فقط روی همین رایانه اجرا می‌شود امتحان کنید.</translation>
    </message>
    <message>
        <source>Sign in to the help desk of your broker with your own account.</source>
        <translation>با حساب کاربری خودتان وارد سامانهٔ پشتیبانی کارگزارتان شوید.</translation>
    </message>
    <message>
        <source>Try it on this computer</source>
        <translation>آزمایش روی همین رایانه</translation>
    </message>
    <message>
        <source>Connect to your broker</source>
        <translation>اتصال به کارگزار</translation>
    </message>
    <message>
        <source>Starting the built-in help desk. The first time takes a few seconds.</source>
        <translation>سامانهٔ پشتیبانی داخلی در حال راه‌اندازی است. بار اول چند ثانیه طول می‌کشد.</translation>
    </message>
</context>
</TS>
