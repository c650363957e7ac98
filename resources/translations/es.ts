<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Absence</name>
    <message>
        <source>Removed by support</source>
        <translation>Eliminado por soporte</translation>
    </message>
    <message>
        <source>Only on this computer</source>
        <translation>Solo en este equipo</translation>
    </message>
</context>
<context>
    <name>AgentsDialog</name>
    <message>
        <source>Agents’ page of the demo</source>
        <translation>Página de agentes de la demostración</translation>
    </message>
    <message>
        <source>Answer as support: open this page in a browser and sign in as an agent. It can be reached from this computer only.</source>
        <translation>Responda como si fuera el equipo de soporte: abra esta página en un navegador e inicie sesión como agente. Solo es accesible desde este ordenador.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy: {label}</source>
        <translation>Copiar: {label}</translation>
    </message>
</context>
<context>
    <name>AlertSettings</name>
    <message>
        <source>Notifications</source>
        <translation>Notificaciones</translation>
    </message>
    <message>
        <source>Tell me on the desktop when support answers</source>
        <translation>Avisarme en el escritorio cuando soporte responda</translation>
    </message>
    <message>
        <source>Show what support wrote in the notification</source>
        <translation>Mostrar en la notificación lo que escribió soporte</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>Reproducir un sonido</translation>
    </message>
    <message>
        <source>Quiet hours: answers wait, and are told in one summary afterwards</source>
        <translation>Horas de silencio: las respuestas esperan y después se avisan todas juntas</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Silencio desde</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Silencio hasta</translation>
    </message>
    <message>
        <source>Show notifications through</source>
        <translation>Mostrar las notificaciones mediante</translation>
    </message>
    <message>
        <source>Whatever works here</source>
        <translation>Lo que funcione aquí</translation>
    </message>
    <message>
        <source>The tray icon</source>
        <translation>El icono de la bandeja</translation>
    </message>
    <message>
        <source>A notification program (plyer)</source>
        <translation>Un programa de notificaciones (plyer)</translation>
    </message>
    <message>
        <source>This window only</source>
        <translation>Solo esta ventana</translation>
    </message>
    <message>
        <source>The desktop’s notifications</source>
        <translation>Las notificaciones del sistema</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Open Otet Desk to read them.</source>
        <translation>Abra Otet Desk para leerlas.</translation>
    </message>
    <message>
        <source>Support answered ticket {number}</source>
        <translation>Soporte respondió al ticket {number}</translation>
    </message>
    <message>
        <source>Open Otet Desk to read it.</source>
        <translation>Abra Otet Desk para leer la respuesta.</translation>
    </message>
    <message>
        <source>{subject}: {text}</source>
        <translation>{subject}: {text}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
</context>
<context>
    <name>AttachmentTile</name>
    <message>
        <source>Can run programs</source>
        <translation>Puede ejecutar programas</translation>
    </message>
    <message>
        <source>Save {name} as…</source>
        <translation>Guardar {name} como…</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>Descargar {name}</translation>
    </message>
    <message>
        <source>Not downloaded</source>
        <translation>Sin descargar</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>Descargando…</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>En este equipo</translation>
    </message>
    <message>
        <source>Could not be downloaded</source>
        <translation>No se pudo descargar</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Guardar como</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>Se guardó {name}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Ver en la carpeta</translation>
    </message>
</context>
<context>
    <name>AvailabilityCard</name>
    <message>
        <source>open now</source>
        <translation>disponible ahora</translation>
    </message>
    <message>
        <source>opens in {span}</source>
        <translation>disponible en {span}</translation>
    </message>
    <message>
        <source>Day and night</source>
        <translation>Día y noche</translation>
    </message>
</context>
<context>
    <name>BalancePane</name>
    <message>
        <source>Balance over time</source>
        <translation>Evolución del saldo</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Ver como tabla</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>Periodo</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln día</numerusform>
            <numerusform>%Ln días</numerusform>
        </translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 año</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Balances in different currencies are not added up. Choose a wallet to see its line.</source>
        <translation>Los saldos en distintas monedas no se suman. Elija una billetera para ver su línea.</translation>
    </message>
    <message>
        <source>at the rates of {date}, rounded</source>
        <translation>con los tipos de cambio del {date}, redondeado</translation>
    </message>
    <message>
        <source>Balance over time, {name}: {first} on {from}, {last} now; lowest {least}, highest {most}.</source>
        <translation>Evolución del saldo, {name}: {first} el {from}, {last} ahora; mínimo {least}, máximo {most}.</translation>
    </message>
</context>
<context>
    <name>Bell</name>
    <message numerus="yes">
        <source>%Ln unread answer(s)</source>
        <translation>
            <numerusform>%Ln respuesta sin leer</numerusform>
            <numerusform>%Ln respuestas sin leer</numerusform>
        </translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>{name}, {count}</source>
        <translation>{name}, {count}</translation>
    </message>
</context>
<context>
    <name>BellPanel</name>
    <message>
        <source>Alerts</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>When support answers</source>
        <translation>Cuando soporte responda</translation>
    </message>
    <message>
        <source>Tell me on the desktop</source>
        <translation>Avisarme en el escritorio</translation>
    </message>
    <message>
        <source>Unread answers</source>
        <translation>Respuestas sin leer</translation>
    </message>
    <message>
        <source>You have read everything.</source>
        <translation>Ya leyó todo.</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Remove the filter: {filter}</source>
        <translation>Quitar el filtro: {filter}</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Go to</source>
        <translation>Ir a</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Escritura</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>Billeteras</translation>
    </message>
    <message>
        <source>Otet Desk</source>
        <translation>Otet Desk</translation>
    </message>
</context>
<context>
    <name>ComposerForm</name>
    <message>
        <source>New ticket</source>
        <translation>Ticket nuevo</translation>
    </message>
    <message>
        <source>Type of request</source>
        <translation>Tipo de solicitud</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>required</source>
        <translation>obligatorio</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>What happened, when, and with which account or transaction?</source>
        <translation>¿Qué pasó, cuándo y con qué cuenta o transacción?</translation>
    </message>
    <message>
        <source>Submit Ticket</source>
        <translation>Enviar ticket</translation>
    </message>
    <message>
        <source>No type</source>
        <translation>Sin tipo</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
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
            <numerusform>%Ln día</numerusform>
            <numerusform>%Ln días</numerusform>
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
            <numerusform>%Ln por enviar</numerusform>
            <numerusform>%Ln por enviar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) need you</source>
        <translation>
            <numerusform>%Ln mensaje requiere su atención</numerusform>
            <numerusform>%Ln mensajes requieren su atención</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not readable</source>
        <translation>
            <numerusform>%Ln no legible</numerusform>
            <numerusform>%Ln no legibles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln archivo que esta versión no puede mostrar</numerusform>
            <numerusform>%Ln archivos que esta versión no puede mostrar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln transacción que esta versión no puede mostrar</numerusform>
            <numerusform>%Ln transacciones que esta versión no puede mostrar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wallet(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln monedero que esta versión no puede mostrar</numerusform>
            <numerusform>%Ln monederos que esta versión no puede mostrar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) that this version cannot show</source>
        <translation>
            <numerusform>%Ln registro que esta versión no puede mostrar</numerusform>
            <numerusform>%Ln registros que esta versión no puede mostrar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers from support</source>
        <translation>
            <numerusform>%Ln respuesta de soporte</numerusform>
            <numerusform>%Ln respuestas de soporte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln mensaje sin leer</numerusform>
            <numerusform>%Ln mensajes sin leer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln draft(s)</source>
        <translation>
            <numerusform>%Ln borrador</numerusform>
            <numerusform>%Ln borradores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting message(s)</source>
        <translation>
            <numerusform>%Ln mensaje en espera</numerusform>
            <numerusform>%Ln mensajes en espera</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticket(s) so far</source>
        <translation>
            <numerusform>%Ln ticket hasta ahora</numerusform>
            <numerusform>%Ln tickets hasta ahora</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older ticket(s)</source>
        <translation>
            <numerusform>%Ln ticket más antiguo</numerusform>
            <numerusform>%Ln tickets más antiguos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your messages</source>
        <translation>
            <numerusform>%Ln de sus mensajes</numerusform>
            <numerusform>%Ln de sus mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}, {second}</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Report of the unexpected end</source>
        <translation>Informe del cierre inesperado</translation>
    </message>
    <message>
        <source>This is what the app was doing when it ended. Nothing that you wrote is in it. Send it to those who look after the app if this happens again.</source>
        <translation>Esto es lo que la aplicación estaba haciendo cuando se cerró. No contiene nada de lo que usted escribió. Si vuelve a ocurrir, envíelo a los responsables de la aplicación.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copiar el informe</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>Abrir su carpeta</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>DashboardPage</name>
    <message>
        <source>Dashboard</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Wallets Overview</source>
        <translation>Resumen de billeteras</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Verificación</translation>
    </message>
    <message>
        <source>Recent Transactions</source>
        <translation>Transacciones recientes</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Soporte</translation>
    </message>
    <message>
        <source>Support hours</source>
        <translation>Horario de soporte</translation>
    </message>
    <message>
        <source>in your time</source>
        <translation>en su hora local</translation>
    </message>
    <message>
        <source>All wallets</source>
        <translation>Todas las billeteras</translation>
    </message>
    <message>
        <source>No transactions yet. Deposits and withdrawals appear here.</source>
        <translation>Todavía no hay transacciones. Aquí aparecerán los depósitos y retiros.</translation>
    </message>
</context>
<context>
    <name>DataSettings</name>
    <message>
        <source>Data use</source>
        <translation>Consumo de datos</translation>
    </message>
    <message>
        <source>On metered connections</source>
        <translation>En conexiones de uso medido</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activado</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>Save data</source>
        <translation>Ahorrar datos</translation>
    </message>
    <message>
        <source>Saving data, the app asks less often whether the connection is still there. New answers come as quickly as ever; files are only downloaded when you ask for them.</source>
        <translation>Al ahorrar datos, la aplicación comprueba con menos frecuencia si la conexión sigue activa. Las respuestas nuevas llegan igual de rápido; los archivos solo se descargan cuando usted lo pide.</translation>
    </message>
    <message>
        <source>Used this month: {size}</source>
        <translation>Consumido este mes: {size}</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Choose a day: {field}</source>
        <translation>Elegir un día: {field}</translation>
    </message>
</context>
<context>
    <name>Delivery</name>
    <message>
        <source>Waiting to send</source>
        <translation>En espera de envío</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Enviando…</translation>
    </message>
    <message>
        <source>Checking whether support received this…</source>
        <translation>Comprobando si soporte lo recibió…</translation>
    </message>
    <message>
        <source>Support has it</source>
        <translation>Soporte lo recibió</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Requiere su atención</translation>
    </message>
    <message>
        <source>The connection is slow. It goes out as soon as it can.</source>
        <translation>La conexión es lenta. Se enviará en cuanto sea posible.</translation>
    </message>
    <message>
        <source>It goes out as soon as there is a connection.</source>
        <translation>Se enviará en cuanto haya conexión.</translation>
    </message>
    <message>
        <source>Support is busy. It goes out by itself.</source>
        <translation>El sistema de soporte está ocupado. Se enviará automáticamente.</translation>
    </message>
    <message>
        <source>It goes out when you have signed in again.</source>
        <translation>Se enviará cuando vuelva a iniciar sesión.</translation>
    </message>
    <message>
        <source>It goes out as soon as the app is connected again.</source>
        <translation>Se enviará en cuanto la aplicación vuelva a conectarse.</translation>
    </message>
    <message>
        <source>Sending {percent}</source>
        <translation>Enviando {percent}</translation>
    </message>
    <message>
        <source>It goes out after what you sent before it.</source>
        <translation>Se enviará después de lo que envió antes.</translation>
    </message>
</context>
<context>
    <name>DeliveryLine</name>
    <message>
        <source>Sending in a moment</source>
        <translation>Se enviará en un momento</translation>
    </message>
    <message>
        <source>Support received this twice</source>
        <translation>Soporte lo recibió dos veces</translation>
    </message>
    <message numerus="yes">
        <source>Support received this %Ln time(s)</source>
        <translation>
            <numerusform>Soporte lo recibió %Ln vez</numerusform>
            <numerusform>Soporte lo recibió %Ln veces</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Comprobar</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Intentar ahora</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Start a new ticket with this text</source>
        <translation>Abrir un ticket nuevo con este texto</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>Corregir y reenviar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Enviar de nuevo</translation>
    </message>
    <message>
        <source>Keep as a draft</source>
        <translation>Guardar como borrador</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>This is a demo: its money and tickets are made up, and everything stays on this computer.</source>
        <translation>Esto es una demo: el dinero y los tickets son ficticios y todo se queda en este ordenador.</translation>
    </message>
</context>
<context>
    <name>DemoMark</name>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
</context>
<context>
    <name>DraftAutosave</name>
    <message>
        <source>Show the text</source>
        <translation>Ver el texto</translation>
    </message>
</context>
<context>
    <name>DropGround</name>
    <message>
        <source>Drop files here to attach them</source>
        <translation>Suelte aquí los archivos para adjuntarlos</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Nothing to save yet</source>
        <translation>Todavía no hay nada que guardar</translation>
    </message>
    <message>
        <source>Support closed this ticket, so nothing can be added to it. A new ticket reaches them.</source>
        <translation>Soporte cerró este ticket y no se le puede añadir nada. Un ticket nuevo sí les llegará.</translation>
    </message>
    <message>
        <source>Write a few words first.</source>
        <translation>Primero escriba unas palabras.</translation>
    </message>
    <message>
        <source>Your files are still being copied.</source>
        <translation>Sus archivos todavía se están copiando.</translation>
    </message>
    <message>
        <source>Choose first what becomes of the pasted text.</source>
        <translation>Decida primero qué hacer con el texto pegado.</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>Enter para enviar</translation>
    </message>
    <message>
        <source>{keys} sends</source>
        <translation>{keys} para enviar</translation>
    </message>
    <message>
        <source>Up to {count} files, {size} each. You can also drop files here or paste a picture.</source>
        <translation>Hasta {count} archivos de {size} como máximo. También puede soltar archivos aquí o pegar una imagen.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Adjuntar archivos</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>Copiando…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Guardando…</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>Guardado {time}</translation>
    </message>
</context>
<context>
    <name>EmailSwitch</name>
    <message>
        <source>E-mail me when support answers</source>
        <translation>Avisarme por correo cuando soporte responda</translation>
    </message>
    <message>
        <source>This help desk has no such setting.</source>
        <translation>Este sistema de soporte no ofrece esa opción.</translation>
    </message>
    <message>
        <source>Telling the help desk…</source>
        <translation>Avisando al sistema de soporte…</translation>
    </message>
    <message>
        <source>The help desk sends these mails.</source>
        <translation>El sistema de soporte envía estos correos.</translation>
    </message>
    <message>
        <source>No mails about answers are sent.</source>
        <translation>No se envían correos sobre las respuestas.</translation>
    </message>
    <message>
        <source>Not changed: the help desk cannot be reached now. Try again later.</source>
        <translation>Sin cambios: ahora no se puede acceder al sistema de soporte. Inténtelo más tarde.</translation>
    </message>
    <message>
        <source>Not changed. {reason}</source>
        <translation>Sin cambios. {reason}</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>This looks like {what}, but a letter or digit in it is wrong: {value}</source>
        <translation>Esto parece {what}, pero tiene una letra o cifra equivocada: {value}</translation>
    </message>
    <message>
        <source>This looks like {what}, but its length is wrong: {value}</source>
        <translation>Esto parece {what}, pero su longitud no es correcta: {value}</translation>
    </message>
    <message>
        <source>This looks like {what}, but it holds a sign that does not belong there: {value}</source>
        <translation>Esto parece {what}, pero contiene un signo que no corresponde: {value}</translation>
    </message>
    <message>
        <source>a transaction ID (TXID)</source>
        <translation>un identificador de transacción (TXID)</translation>
    </message>
    <message>
        <source>an IBAN</source>
        <translation>un IBAN</translation>
    </message>
    <message>
        <source>a card number</source>
        <translation>un número de tarjeta</translation>
    </message>
    <message>
        <source>an order number</source>
        <translation>un número de orden</translation>
    </message>
    <message>
        <source>a TRC-20 address</source>
        <translation>una dirección TRC-20</translation>
    </message>
    <message>
        <source>an ERC-20 address</source>
        <translation>una dirección ERC-20</translation>
    </message>
    <message>
        <source>a Bitcoin address</source>
        <translation>una dirección de Bitcoin</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referencia</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>Billetera</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Método</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Transaction fee</source>
        <translation>Comisión</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Network, country or bank</source>
        <translation>Red, país o banco</translation>
    </message>
    <message>
        <source>Transaction {name}</source>
        <translation>Transacción {name}</translation>
    </message>
    <message>
        <source>Order {name}</source>
        <translation>Orden {name}</translation>
    </message>
    <message>
        <source>Transaction ID (TXID)</source>
        <translation>Identificador de transacción (TXID)</translation>
    </message>
    <message>
        <source>IBAN</source>
        <translation>IBAN</translation>
    </message>
    <message>
        <source>Card, last four digits</source>
        <translation>Tarjeta, últimas cuatro cifras</translation>
    </message>
    <message>
        <source>{network} address</source>
        <translation>Dirección {network}</translation>
    </message>
    <message>
        <source>Never send a whole card number, not even to support. Its last four digits are enough.</source>
        <translation>Nunca envíe un número de tarjeta completo, ni siquiera a soporte. Bastan sus últimas cuatro cifras.</translation>
    </message>
    <message>
        <source>This is your transaction {name}: {facts}</source>
        <translation>Esta es su transacción {name}: {facts}</translation>
    </message>
    <message>
        <source>This is {what}: {value}</source>
        <translation>Esto es {what}: {value}</translation>
    </message>
    <message>
        <source>Add only the last four digits</source>
        <translation>Añadir solo las últimas cuatro cifras</translation>
    </message>
    <message>
        <source>Add as evidence</source>
        <translation>Añadir como prueba</translation>
    </message>
    <message>
        <source>Iranian card</source>
        <translation>Tarjeta iraní</translation>
    </message>
</context>
<context>
    <name>EvidenceHint</name>
    <message>
        <source>Do not suggest this</source>
        <translation>No sugerir esto</translation>
    </message>
</context>
<context>
    <name>EvidenceTray</name>
    <message numerus="yes">
        <source>Evidence, %Ln piece(s)</source>
        <translation>
            <numerusform>Pruebas, %Ln elemento</numerusform>
            <numerusform>Pruebas, %Ln elementos</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Quitar {name}</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export as CSV</source>
        <translation>Exportar como CSV</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Archivos CSV (*.csv)</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>Escribiendo {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Date (UTC)</source>
        <translation>Fecha (UTC)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referencia</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>Se guardó {name}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Ver en la carpeta</translation>
    </message>
    <message>
        <source>{name} was not saved: the disk is full.</source>
        <translation>{name} no se guardó: el disco está lleno.</translation>
    </message>
    <message>
        <source>{name} was not saved: the folder did not take it. Choose another one.</source>
        <translation>{name} no se guardó: la carpeta no lo aceptó. Elija otra.</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>Se canceló la exportación.</translation>
    </message>
</context>
<context>
    <name>FaultDialog</name>
    <message>
        <source>Copy details</source>
        <translation>Copiar los detalles</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>FileIntake</name>
    <message>
        <source>Attach files</source>
        <translation>Adjuntar archivos</translation>
    </message>
</context>
<context>
    <name>FileProblems</name>
    <message>
        <source>Hide this message</source>
        <translation>Ocultar este mensaje</translation>
    </message>
    <message>
        <source>Support accepts {limit} files in one message, so these were not attached: {names}.</source>
        <translation>Soporte acepta {limit} archivos por mensaje, por eso no se adjuntaron: {names}.</translation>
    </message>
    <message>
        <source>Support accepts files up to {limit_bytes}, so these were not attached: {names}.</source>
        <translation>Soporte acepta archivos de hasta {limit_bytes}, por eso no se adjuntaron: {names}.</translation>
    </message>
    <message>
        <source>These are empty, so they were not attached: {names}.</source>
        <translation>Estos archivos están vacíos, por eso no se adjuntaron: {names}.</translation>
    </message>
    <message>
        <source>These are no longer there; pick them again: {names}.</source>
        <translation>Estos archivos ya no están en su sitio; vuelva a elegirlos: {names}.</translation>
    </message>
    <message>
        <source>These are not normal files, so they were not attached: {names}.</source>
        <translation>Estos no son archivos normales, por eso no se adjuntaron: {names}.</translation>
    </message>
    <message>
        <source>These could not be read; close the program that uses them, or check that you may open them: {names}.</source>
        <translation>No se pudieron leer estos archivos; cierre el programa que los usa o compruebe que puede abrirlos: {names}.</translation>
    </message>
    <message>
        <source>{sentence} Not attached: {names}.</source>
        <translation>{sentence} No se adjuntó: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln más</numerusform>
            <numerusform>%Ln más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileTile</name>
    <message>
        <source>Remove {name}</source>
        <translation>Quitar {name}</translation>
    </message>
</context>
<context>
    <name>FileTray</name>
    <message numerus="yes">
        <source>Attachments, %Ln file(s)</source>
        <translation>
            <numerusform>Adjuntos, %Ln archivo</numerusform>
            <numerusform>Adjuntos, %Ln archivos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search in messages</source>
        <translation>Buscar en los mensajes</translation>
    </message>
    <message>
        <source>Search in subjects and messages</source>
        <translation>Buscar en asuntos y mensajes</translation>
    </message>
    <message>
        <source>Ticket ID</source>
        <translation>N.º de ticket</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Departamento</translation>
    </message>
    <message>
        <source>All departments</source>
        <translation>Todos los departamentos</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>More filters: status, dates, attachments</source>
        <translation>Más filtros: estado, fechas, adjuntos</translation>
    </message>
    <message>
        <source>With attachments</source>
        <translation>Con adjuntos</translation>
    </message>
    <message>
        <source>From {day}</source>
        <translation>Desde el {day}</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>Hasta el {day}</translation>
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
        <translation>Vuelva a iniciar sesión para que continúe la primera sincronización.</translation>
    </message>
    <message>
        <source>The first synchronisation goes on as soon as support can be reached.</source>
        <translation>La primera sincronización continuará en cuanto se pueda contactar con soporte.</translation>
    </message>
    <message>
        <source>First synchronisation: fetching your tickets…</source>
        <translation>Primera sincronización: obteniendo sus tickets…</translation>
    </message>
    <message>
        <source>First synchronisation: {tickets}</source>
        <translation>Primera sincronización: {tickets}</translation>
    </message>
    <message>
        <source>{tickets}. {words}</source>
        <translation>{tickets}. {words}</translation>
    </message>
    <message>
        <source>older messages and transactions</source>
        <translation>mensajes y transacciones más antiguos</translation>
    </message>
    <message>
        <source>What is newest is here. Still to come: {tickets}</source>
        <translation>Lo más reciente ya está aquí. Falta: {tickets}</translation>
    </message>
    <message>
        <source>Everything since {date} is here. Still to come: {tickets}</source>
        <translation>Todo desde el {date} ya está aquí. Falta: {tickets}</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>{n} KB</source>
        <translation>{n} KB</translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation>{n} MB</translation>
    </message>
    <message>
        <source>{n} GB</source>
        <translation>{n} GB</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}, {time}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>{day} {start}–{end}</source>
        <translation>{day} de {start} a {end}</translation>
    </message>
</context>
<context>
    <name>Guarantee</name>
    <message>
        <source>Everything you send arrives exactly once: this help desk knows each message by its own key.</source>
        <translation>Todo lo que envía llega exactamente una vez: este sistema de soporte reconoce cada mensaje por su propia clave.</translation>
    </message>
    <message>
        <source>Everything you send arrives exactly once, as long as the connection returns within a day.</source>
        <translation>Todo lo que envía llega exactamente una vez, siempre que la conexión vuelva en menos de un día.</translation>
    </message>
    <message>
        <source>Everything you send arrives. After a broken connection we look first, so that nothing arrives twice.</source>
        <translation>Todo lo que envía llega. Si se corta la conexión, primero comprobamos para que nada llegue dos veces.</translation>
    </message>
    <message>
        <source>This help desk cannot confirm what it received. After a broken connection we ask you.</source>
        <translation>Este sistema de soporte no puede confirmar lo que recibió. Si se corta la conexión, le preguntamos a usted.</translation>
    </message>
</context>
<context>
    <name>HelpdeskPage</name>
    <message>
        <source>Helpdesk</source>
        <translation>Soporte</translation>
    </message>
    <message>
        <source>Create Ticket</source>
        <translation>Crear ticket</translation>
    </message>
    <message>
        <source>Choose a ticket to read it here.</source>
        <translation>Elija un ticket para leerlo aquí.</translation>
    </message>
    <message>
        <source>Question about transaction {number}</source>
        <translation>Pregunta sobre la transacción {number}</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Unread</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abiertos</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Borradores</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>En espera de envío</translation>
    </message>
    <message>
        <source>with attachments</source>
        <translation>con adjuntos</translation>
    </message>
    <message>
        <source>with a reply that you began</source>
        <translation>con una respuesta que empezó a escribir</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a row read aloud</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation>Usted: {text}</translation>
    </message>
    <message>
        <source>Support: {text}</source>
        <translation>Soporte: {text}</translation>
    </message>
    <message>
        <source>New ticket without a subject</source>
        <translation>Ticket nuevo sin asunto</translation>
    </message>
    <message>
        <source>Ticket without a subject</source>
        <translation>Ticket sin asunto</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>Tickets, drafts and messages waiting to be sent</source>
        <translation>Tickets, borradores y mensajes en espera de envío</translation>
    </message>
    <message>
        <source>Nothing here yet. What you write and what support answers is kept here.</source>
        <translation>Todavía no hay nada. Aquí se guarda lo que usted escribe y lo que soporte responde.</translation>
    </message>
    <message>
        <source>Create Ticket</source>
        <translation>Crear ticket</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>No se encontró nada.</translation>
    </message>
    <message>
        <source>Nothing found so far.</source>
        <translation>No se ha encontrado nada por ahora.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Quitar los filtros</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>KnownAccounts</name>
    <message>
        <source>Accounts on this computer</source>
        <translation>Cuentas en este ordenador</translation>
    </message>
    <message>
        <source>Demo on this computer</source>
        <translation>Demo en este ordenador</translation>
    </message>
    <message>
        <source>Nothing is waiting to be sent</source>
        <translation>No hay nada pendiente de envío</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>Sign in as {name}</source>
        <translation>Iniciar sesión como {name}</translation>
    </message>
</context>
<context>
    <name>Label</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>Inglés</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>Persa</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Árabe</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Español</translation>
    </message>
</context>
<context>
    <name>LastSyncedLabel</name>
    <message>
        <source>As of {time}</source>
        <translation>Actualizado: {time}</translation>
    </message>
    <message>
        <source>not the latest</source>
        <translation>sin actualizar</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s) old</source>
        <translation>
            <numerusform>hace %Ln minuto</numerusform>
            <numerusform>hace %Ln minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s) old</source>
        <translation>
            <numerusform>hace %Ln hora</numerusform>
            <numerusform>hace %Ln horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) old</source>
        <translation>
            <numerusform>hace %Ln día</numerusform>
            <numerusform>hace %Ln días</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinkOpener</name>
    <message>
        <source>This link opens {host} outside of the app. Support never asks for your password there.</source>
        <translation>Este enlace abre {host} fuera de la aplicación. Soporte nunca le pide allí su contraseña.</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Abrir el enlace</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Dashboard</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Helpdesk</source>
        <translation>Soporte</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>Billeteras</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>{page} – Otet Desk</source>
        <translation>{page} – Otet Desk</translation>
    </message>
    <message>
        <source>Otet Desk</source>
        <translation>Otet Desk</translation>
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
        <translation>Usted</translation>
    </message>
    <message>
        <source>{author} · Support</source>
        <translation>{author} · Soporte</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Soporte</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Ver más</translation>
    </message>
    <message>
        <source>Copy the whole text</source>
        <translation>Copiar todo el texto</translation>
    </message>
    <message>
        <source>Hide quoted text</source>
        <translation>Ocultar el texto citado</translation>
    </message>
    <message>
        <source>Show quoted text</source>
        <translation>Mostrar el texto citado</translation>
    </message>
    <message>
        <source>It is kept, and read again after an update of the app.</source>
        <translation>El mensaje se conserva y se volverá a leer cuando se actualice la aplicación.</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Copiar como texto</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more file(s)</source>
        <translation>
            <numerusform>%Ln archivo más</numerusform>
            <numerusform>%Ln archivos más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageEvidence</name>
    <message>
        <source>Show {name} in Wallets</source>
        <translation>Ver {name} en Billeteras</translation>
    </message>
    <message>
        <source>Copy {name}</source>
        <translation>Copiar {name}</translation>
    </message>
    <message>
        <source>This transaction is not in your wallets.</source>
        <translation>Esta transacción no está en sus billeteras.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>MessageItem</name>
    <message>
        <source>You</source>
        <translation>Usted</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Soporte</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Messages of this ticket</source>
        <translation>Mensajes de este ticket</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln earlier message(s)</source>
        <translation>
            <numerusform>Ver %Ln mensaje anterior</numerusform>
            <numerusform>Ver %Ln mensajes anteriores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoneyCard</name>
    <message>
        <source>Total balance: {amounts}</source>
        <translation>Saldo total: {amounts}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln día</numerusform>
            <numerusform>%Ln días</numerusform>
        </translation>
    </message>
    <message>
        <source>No wallets yet. They appear here as soon as your broker opens one.</source>
        <translation>Todavía no hay billeteras. Aparecerán aquí en cuanto su bróker abra una.</translation>
    </message>
    <message>
        <source>Balance over the last {days}: from {first} to {last}</source>
        <translation>Saldo en los últimos {days}: de {first} a {last}</translation>
    </message>
    <message>
        <source>Unchanged for {days}</source>
        <translation>Sin cambios en {days}</translation>
    </message>
    <message>
        <source>Lowest: {amount}, {date}</source>
        <translation>Mínimo: {amount}, {date}</translation>
    </message>
    <message>
        <source>Highest: {amount}, {date}</source>
        <translation>Máximo: {amount}, {date}</translation>
    </message>
</context>
<context>
    <name>MoneyWords</name>
    <message numerus="yes">
        <source>%Ln currencies</source>
        <translation>
            <numerusform>%Ln moneda</numerusform>
            <numerusform>%Ln monedas</numerusform>
        </translation>
    </message>
    <message>
        <source>Not added up: there is no rate for {currencies}.</source>
        <translation>Sin sumar: no hay tipo de cambio para {currencies}.</translation>
    </message>
    <message>
        <source>Not added up: these are different currencies.</source>
        <translation>Sin sumar: son monedas distintas.</translation>
    </message>
    <message>
        <source>Total balance</source>
        <translation>Saldo total</translation>
    </message>
    <message>
        <source>At your broker&apos;s rates of {date}.</source>
        <translation>Con los tipos de cambio de su bróker del {date}.</translation>
    </message>
    <message>
        <source>At your broker&apos;s rates of {date}, rounded.</source>
        <translation>Con los tipos de cambio de su bróker del {date}, redondeado.</translation>
    </message>
</context>
<context>
    <name>MonthSheet</name>
    <message>
        <source>Previous month</source>
        <translation>Mes anterior</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>Mes siguiente</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>{day}, today</source>
        <translation>{day}, hoy</translation>
    </message>
</context>
<context>
    <name>MoreFilters</name>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>Cualquier estado</translation>
    </message>
    <message>
        <source>With attachments</source>
        <translation>Con adjuntos</translation>
    </message>
    <message>
        <source>Type a day, such as {day}, or press the Down key to choose one.</source>
        <translation>Escriba un día, por ejemplo {day}, o pulse la tecla Abajo para elegirlo.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>From the day</source>
        <translation>Desde el día</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Until the day</source>
        <translation>Hasta el día</translation>
    </message>
    <message>
        <source>This is not a day. Write it like this: {day}</source>
        <translation>Esto no es un día. Escríbalo así: {day}</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Hide this message</source>
        <translation>Ocultar este mensaje</translation>
    </message>
</context>
<context>
    <name>NotificationPresenter</name>
    <message>
        <source>Show</source>
        <translation>Ver</translation>
    </message>
</context>
<context>
    <name>Outgoing</name>
    <message>
        <source>Discard this message? Support does not have it, and it cannot be brought back.</source>
        <translation>¿Descartar este mensaje? Soporte no lo tiene y no se podrá recuperar.</translation>
    </message>
    <message>
        <source>Discard this message here? Support may have it, and here it cannot be brought back.</source>
        <translation>¿Descartar este mensaje aquí? Es posible que Soporte lo tenga, pero aquí no se podrá recuperar.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Go to a page, do something, find a ticket</source>
        <translation>Busque una página, una acción o un ticket</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>Nada contiene estas palabras.</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Volver a la lista</translation>
    </message>
</context>
<context>
    <name>PasteOffer</name>
    <message>
        <source>The pasted text is too long for a message ({count} characters), so it is attached as {name}.</source>
        <translation>El texto pegado es demasiado largo para un mensaje ({count} caracteres), así que se ha adjuntado como {name}.</translation>
    </message>
    <message>
        <source>The pasted text is too long for a message ({count} characters). Attach it as a file, or paste only its beginning.</source>
        <translation>El texto pegado es demasiado largo para un mensaje ({count} caracteres). Adjúntelo como archivo o pegue solo el principio.</translation>
    </message>
    <message>
        <source>Attach as {name}</source>
        <translation>Adjuntar como {name}</translation>
    </message>
    <message>
        <source>Keep the file</source>
        <translation>Conservar el archivo</translation>
    </message>
    <message>
        <source>Paste the first {count} characters</source>
        <translation>Pegar los primeros {count} caracteres</translation>
    </message>
    <message>
        <source>Do not paste</source>
        <translation>No pegar</translation>
    </message>
    <message>
        <source>Remove the file</source>
        <translation>Quitar el archivo</translation>
    </message>
</context>
<context>
    <name>PauseMenu</name>
    <message>
        <source>Alerts paused until {time}</source>
        <translation>Avisos en pausa hasta {time}</translation>
    </message>
    <message>
        <source>Pause alerts</source>
        <translation>Pausar los avisos</translation>
    </message>
    <message>
        <source>For one hour</source>
        <translation>Durante una hora</translation>
    </message>
    <message>
        <source>Until tomorrow, {time}</source>
        <translation>Hasta mañana, {time}</translation>
    </message>
    <message>
        <source>Alerts on again</source>
        <translation>Reactivar los avisos</translation>
    </message>
</context>
<context>
    <name>PendingCard</name>
    <message>
        <source>Money on its way</source>
        <translation>Dinero en camino</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>Ver todas ({count})</translation>
    </message>
    <message>
        <source>in progress for {span}</source>
        <translation>en proceso desde hace {span}</translation>
    </message>
</context>
<context>
    <name>PictureButton</name>
    <message>
        <source>Show {name}</source>
        <translation>Ver {name}</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Save as…</source>
        <translation>Guardar como…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>This is not an address we can use. Enter one like https://help.example.com</source>
        <translation>No podemos usar esta dirección. Escriba una como https://help.example.com</translation>
    </message>
    <message>
        <source>This address is not protected, so your password was not sent. Use one that begins with https://</source>
        <translation>Esta dirección no está protegida, por eso no se envió su contraseña. Use una que empiece por https://</translation>
    </message>
    <message>
        <source>There is no help desk at this address. Check it with your broker; what you typed is still here.</source>
        <translation>En esta dirección no hay un sistema de soporte. Compruébela con su bróker; lo que escribió sigue aquí.</translation>
    </message>
    <message>
        <source>The help desk did not accept this user and password. Check both and try again.</source>
        <translation>El sistema de soporte no aceptó este usuario y contraseña. Revise ambos e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Too many attempts. Your account is safe; wait {wait} and try again.</source>
        <translation>Demasiados intentos. Su cuenta está a salvo; espere {wait} e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The help desk takes too long to answer. Nothing is lost; we keep trying.</source>
        <translation>El sistema de soporte tarda demasiado en responder. No se perdió nada; seguimos intentándolo.</translation>
    </message>
    <message>
        <source>Support is busy. Your messages are kept and go out by themselves.</source>
        <translation>Soporte está ocupado. Sus mensajes están guardados y se enviarán solos.</translation>
    </message>
    <message>
        <source>The help desk has a fault on its side. Your messages are kept; we keep trying.</source>
        <translation>El sistema de soporte tiene un fallo. Sus mensajes están guardados; seguimos intentándolo.</translation>
    </message>
    <message>
        <source>The help desk’s identity could not be verified, so nothing was sent. Check this computer’s date, then ask your broker.</source>
        <translation>No se pudo verificar la identidad del sistema de soporte, por eso no se envió nada. Compruebe la fecha de este equipo y después pregunte a su bróker.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Open a web page, sign in, and we go on by ourselves.</source>
        <translation>Esta red pide iniciar sesión primero. Abra una página web, inicie sesión y continuaremos solos.</translation>
    </message>
    <message>
        <source>This network’s proxy wants a name and password of its own. Enter them in the computer’s network settings; your messages are kept.</source>
        <translation>El proxy de esta red pide un usuario y una contraseña propios. Escríbalos en la configuración de red del equipo; sus mensajes están guardados.</translation>
    </message>
    <message>
        <source>Please sign in again to go on. Your drafts and waiting messages are kept.</source>
        <translation>Inicie sesión de nuevo para continuar. Sus borradores y mensajes en espera están guardados.</translation>
    </message>
    <message>
        <source>Not delivered: support already has a different message under the same reference. Your text is safe here; edit it and send it again, and it goes out as a new message.</source>
        <translation>No se entregó: soporte ya tiene otro mensaje con la misma referencia. Su texto está a salvo aquí; edítelo y envíelo de nuevo, y saldrá como un mensaje nuevo.</translation>
    </message>
    <message>
        <source>Support closed this ticket. Your text is kept; start a new ticket with it.</source>
        <translation>Soporte cerró este ticket. Su texto está guardado; abra con él un ticket nuevo.</translation>
    </message>
    <message>
        <source>This is larger than support accepts. Your text is kept; remove a file and send again.</source>
        <translation>Esto supera el tamaño que soporte acepta. Su texto está guardado; quite un archivo y envíe de nuevo.</translation>
    </message>
    <message>
        <source>Stopped, as you asked. Nothing was changed.</source>
        <translation>Detenido, como pidió. No se cambió nada.</translation>
    </message>
    <message>
        <source>Support does not have this yet. Resume it, and it goes on from where it is.</source>
        <translation>Soporte aún no lo ha recibido. Al reanudar, continuará desde donde quedó.</translation>
    </message>
    <message>
        <source>Write a few words first.</source>
        <translation>Primero escriba unas palabras.</translation>
    </message>
    <message>
        <source>Too long for support by {over} characters. Shorten it, or attach it as a file.</source>
        <translation>El texto supera en {over} caracteres lo que soporte acepta. Acórtelo o adjúntelo como archivo.</translation>
    </message>
    <message>
        <source>{name} is no longer there. Your text is kept; pick it again.</source>
        <translation>{name} ya no está en su sitio. Su texto está guardado; vuelva a elegir el archivo.</translation>
    </message>
    <message>
        <source>Not sent: {name} has changed on this computer’s disk since you attached it. Your text is kept; remove the file, attach it again and send.</source>
        <translation>No se envió: {name} ha cambiado en el disco de este equipo desde que lo adjuntó. Su texto está guardado; quite el archivo, adjúntelo de nuevo y envíe.</translation>
    </message>
    <message>
        <source>Could not read {name}: it is not a normal file. Pick a file instead.</source>
        <translation>No se pudo leer {name}: no es un archivo normal. Elija un archivo en su lugar.</translation>
    </message>
    <message>
        <source>Could not read {name}. Close the program that uses it, or check that you may open it.</source>
        <translation>No se pudo leer {name}. Cierre el programa que lo usa o compruebe que tiene permiso para abrirlo.</translation>
    </message>
    <message>
        <source>{name} is empty, so it was not attached.</source>
        <translation>{name} está vacío, por eso no se adjuntó.</translation>
    </message>
    <message>
        <source>Support accepts files up to {limit_bytes}; {name} is {size_bytes}. The rest is kept.</source>
        <translation>Soporte acepta archivos de hasta {limit_bytes}; {name} ocupa {size_bytes}. Lo demás está guardado.</translation>
    </message>
    <message>
        <source>Support accepts {limit} files in one message. Send the others in a second one.</source>
        <translation>Soporte acepta {limit} archivos por mensaje. Envíe los demás en otro mensaje.</translation>
    </message>
    <message>
        <source>Not saved: the disk is full. Your text is still here; free some space or copy it.</source>
        <translation>Sin guardar: el disco está lleno. Su texto sigue aquí; libere espacio o cópielo.</translation>
    </message>
    <message>
        <source>Not saved: the disk did not take it. Your text is still here; copy it to be sure.</source>
        <translation>Sin guardar: el disco no lo aceptó. Su texto sigue aquí; cópielo para mayor seguridad.</translation>
    </message>
    <message>
        <source>Opened for reading only: the data folder cannot be written. Check its permissions and start again.</source>
        <translation>Abierto en modo de solo lectura: no se puede escribir en la carpeta de datos. Revise sus permisos y vuelva a abrir la aplicación.</translation>
    </message>
    <message>
        <source>Your data was made by a newer version, so it is open for reading only. Install that version to write.</source>
        <translation>Sus datos se crearon con una versión más reciente, por eso se abren en modo de solo lectura. Instale esa versión para escribir.</translation>
    </message>
    <message>
        <source>Repaired: {drafts} and {sends} restored. The damaged file was kept at {name}; everything else comes again from support.</source>
        <translation>Reparado: se recuperaron {drafts} y {sends}. El archivo dañado se conserva en {name}; lo demás llegará de nuevo desde soporte.</translation>
    </message>
    <message>
        <source>Your data folder is on a network or synchronised drive, where it can be damaged. Choose a folder on this computer with --data-dir.</source>
        <translation>Su carpeta de datos está en una unidad de red o sincronizada, donde puede dañarse. Elija una carpeta de este equipo con --data-dir.</translation>
    </message>
    <message>
        <source>Your data was restored from a copy, or comes from another computer. {drafts} and {sends} are here. Look at them before you send anything: some may have gone out already.</source>
        <translation>Sus datos se restauraron desde una copia o vienen de otro equipo. Aquí están {drafts} y {sends}. Revíselos antes de enviar nada: es posible que algunos ya se hayan enviado.</translation>
    </message>
    <message>
        <source>The support server was restored from an older copy. {messages} may be missing there; all of them are still here, and nothing is sent until you have looked.</source>
        <translation>El servidor de soporte se restauró desde una copia anterior. Es posible que allí falten {messages}; todos siguen aquí y no se envía nada hasta que usted lo revise.</translation>
    </message>
    <message>
        <source>This link does not point to one of your tickets.</source>
        <translation>Este enlace no corresponde a ninguno de sus tickets.</translation>
    </message>
    <message>
        <source>This ticket is not on this computer yet. It opens as soon as your tickets are up to date.</source>
        <translation>Este ticket aún no está en este equipo. Se abrirá en cuanto sus tickets estén al día.</translation>
    </message>
    <message>
        <source>This has gone out already, so it cannot be taken back. You can write again on the same ticket.</source>
        <translation>Esto ya se envió y no se puede deshacer. Puede volver a escribir en el mismo ticket.</translation>
    </message>
    <message>
        <source>Something went wrong on our side. What you wrote is kept; please start the app again.</source>
        <translation>Algo falló de nuestra parte. Lo que escribió está guardado; vuelva a abrir la aplicación, por favor.</translation>
    </message>
    <message>
        <source>There is a file called {name} already, and it was left as it is. Choose another name.</source>
        <translation>Ya existe un archivo llamado {name} y se dejó como estaba. Elija otro nombre.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Intentar ahora</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisar</translation>
    </message>
    <message>
        <source>Too many attempts. Your account is safe; wait a few minutes and try again.</source>
        <translation>Demasiados intentos. Su cuenta está a salvo; espere unos minutos e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Support did not accept this. Your text is kept; change it and send it again.</source>
        <translation>Soporte no aceptó este mensaje. Su texto está guardado; cámbielo y envíelo de nuevo.</translation>
    </message>
    <message>
        <source>No connection to the help desk. Everything you write is kept; what you send goes out when it is back.</source>
        <translation>Sin conexión con el sistema de soporte. Todo lo que escriba se guarda; lo que envíe saldrá cuando vuelva la conexión.</translation>
    </message>
    <message>
        <source>We could not confirm delivery and have stopped trying. Your text is safe here.</source>
        <translation>No hemos podido confirmar la entrega y hemos dejado de intentarlo. Su texto está a salvo aquí.</translation>
    </message>
    <message>
        <source>Support does not have this. The help desk failed every time we sent it, so we have stopped trying. Your text is safe here.</source>
        <translation>Soporte no tiene este mensaje. El sistema de soporte falló cada vez que lo enviamos, así que hemos dejado de intentarlo. Su texto está a salvo aquí.</translation>
    </message>
    <message>
        <source>Part of your data file is damaged. What you wrote is kept in a second copy. Quit and start again: it is repaired then.</source>
        <translation>Una parte de su archivo de datos está dañada. Lo que escribió se conserva en una segunda copia. Cierre la aplicación y vuelva a abrirla: entonces se reparará.</translation>
    </message>
    <message>
        <source>The support server was restored from an older copy. None of your messages is missing, and everything goes on.</source>
        <translation>El servidor de soporte se restauró a partir de una copia anterior. No falta ninguno de sus mensajes y todo sigue adelante.</translation>
    </message>
    <message>
        <source>Signed in for this session only: this computer’s key store did not keep your sign-in. You will be asked to sign in again at the next start.</source>
        <translation>Ha iniciado sesión solo por esta vez: el almacén de claves de este ordenador no la ha guardado. La próxima vez tendrá que iniciar sesión de nuevo.</translation>
    </message>
    <message>
        <source>There is no protected connection at this address, so your password was not sent.</source>
        <translation>En esta dirección no hay una conexión protegida, así que no se envió su contraseña.</translation>
    </message>
    <message>
        <source>This is another help desk: it does not know the tickets of this account. Nothing was changed; check the address with your broker.</source>
        <translation>Este es otro sistema de soporte: no conoce los tickets de esta cuenta. No se ha cambiado nada; compruebe la dirección con su bróker.</translation>
    </message>
    <message>
        <source>There is an account of yours at this address on this computer already. Sign out and choose it there; both keep what you wrote.</source>
        <translation>Ya tiene en este ordenador una cuenta con esta dirección. Cierre la sesión y elíjala; ambas conservan lo que escribió.</translation>
    </message>
    <message>
        <source>The app ended unexpectedly last time. Nothing you wrote is lost.</source>
        <translation>La última vez la aplicación se cerró de forma inesperada. No se ha perdido nada de lo que escribió.</translation>
    </message>
    <message>
        <source>The built-in help desk did not start. Nothing is lost; try again, or restart the computer.</source>
        <translation>El sistema de soporte integrado no arrancó. No se perdió nada; inténtelo de nuevo o reinicie el equipo.</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>Ver el informe</translation>
    </message>
    <message>
        <source>{sentence} The help desk says: {words}</source>
        <translation>{sentence} El sistema de soporte dice: {words}</translation>
    </message>
    <message>
        <source>This came with your restored or copied data, and may have gone out already. It is checked first.</source>
        <translation>Este mensaje llegó con sus datos restaurados o copiados y es posible que ya se haya enviado. Primero se comprueba.</translation>
    </message>
    <message>
        <source>We could not confirm delivery. Support may have this already, so sending it again could bring it twice. Your text is safe here.</source>
        <translation>No hemos podido confirmar la entrega. Es posible que Soporte ya tenga este mensaje; si lo envía de nuevo, podría llegar dos veces. Su texto está a salvo aquí.</translation>
    </message>
    <message>
        <source>This computer is set to a SOCKS proxy, which the app cannot use. Set an HTTP proxy in the network settings; your messages are kept.</source>
        <translation>Este equipo usa un proxy SOCKS, que la aplicación no puede utilizar. Ponga un proxy HTTP en la configuración de red; sus mensajes están guardados.</translation>
    </message>
    <message>
        <source>The help desk’s identity could not be verified, so nothing was sent. Check this computer’s date (shows {today}), then ask your broker.</source>
        <translation>No se pudo verificar la identidad del sistema de soporte, por eso no se envió nada. Compruebe la fecha de este equipo (muestra {today}) y después pregunte a su bróker.</translation>
    </message>
</context>
<context>
    <name>QuitController</name>
    <message>
        <source>Otet Desk goes on in the tray, so that answers reach you. Ctrl+Q quits.</source>
        <translation>Otet Desk sigue en la bandeja para que le lleguen las respuestas. Para salir, pulse Ctrl+Q.</translation>
    </message>
    <message>
        <source>Still running</source>
        <translation>Sigue en marcha</translation>
    </message>
    <message>
        <source>Otet Desk is still running, so that answers reach you.</source>
        <translation>Otet Desk sigue en marcha para que le lleguen las respuestas.</translation>
    </message>
    <message>
        <source>This desktop has no tray, so the window is minimised: you find it in the taskbar. Ctrl+Q quits.</source>
        <translation>Este escritorio no tiene bandeja, así que la ventana se ha minimizado: la encontrará en la barra de tareas. Para salir, pulse Ctrl+Q.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Everything stays on this computer; what is waiting goes out when you sign in again.</source>
        <translation>Todo queda en este equipo; lo que está pendiente se envía cuando vuelva a iniciar sesión.</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>Todo queda en este equipo.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Sign out without it</source>
        <translation>Cerrar sesión sin guardarlo</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait to be sent.</source>
        <translation>
            <numerusform>%Ln mensaje espera ser enviado.</numerusform>
            <numerusform>%Ln mensajes esperan ser enviados.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) need your decision.</source>
        <translation>
            <numerusform>%Ln mensaje requiere su decisión.</numerusform>
            <numerusform>%Ln mensajes requieren su decisión.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
    <message>
        <source>Signed out. {name} and everything written there stay on this computer, in the list above.</source>
        <translation>Sesión cerrada. {name} y todo lo escrito allí siguen en este ordenador, en la lista de arriba.</translation>
    </message>
</context>
<context>
    <name>ReplyBox</name>
    <message>
        <source>Your reply</source>
        <translation>Su respuesta</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>Escriba una respuesta</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Start a new ticket with this text</source>
        <translation>Abrir un ticket nuevo con este texto</translation>
    </message>
    <message>
        <source>This ticket is solved. A reply reopens this ticket.</source>
        <translation>Este ticket está resuelto. Si responde, se reabre.</translation>
    </message>
</context>
<context>
    <name>RollbackDialog</name>
    <message>
        <source>Missing at support</source>
        <translation>Lo que falta en soporte</translation>
    </message>
    <message>
        <source>The support server was restored from an older copy, which does not have these messages of yours. They stay on this computer whatever you choose.</source>
        <translation>El servidor de soporte se restauró desde una copia anterior que no tiene estos mensajes suyos. Se quedan en este equipo, elija lo que elija.</translation>
    </message>
    <message>
        <source>Send them again</source>
        <translation>Enviarlos de nuevo</translation>
    </message>
    <message>
        <source>Keep them here only</source>
        <translation>Dejarlos solo aquí</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Decidir más tarde</translation>
    </message>
</context>
<context>
    <name>RowActs</name>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>{n} of {count}</source>
        <comment>which message with the words of the search, of how many</comment>
        <translation>{n} de {count}</translation>
    </message>
    <message numerus="yes">
        <source>In %Ln message(s)</source>
        <translation>
            <numerusform>En %Ln mensaje</numerusform>
            <numerusform>En %Ln mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Resultado anterior</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Resultado siguiente</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Idioma y apariencia</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Escritura</translation>
    </message>
    <message>
        <source>Account and data</source>
        <translation>Cuenta y datos</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Abrir la carpeta de datos</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Calendario</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Cifras</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>As on this computer</source>
        <translation>Como en este equipo</translation>
    </message>
    <message>
        <source>As is usual in the language</source>
        <translation>El habitual del idioma</translation>
    </message>
    <message>
        <source>Gregorian</source>
        <translation>Gregoriano</translation>
    </message>
    <message>
        <source>Jalali (solar)</source>
        <translation>Persa (solar)</translation>
    </message>
    <message>
        <source>Hijri (lunar)</source>
        <translation>Islámico (lunar)</translation>
    </message>
    <message>
        <source>As the language writes them</source>
        <translation>Como se escriben en el idioma</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line</source>
        <translation>Enter envía; Mayús+Enter empieza una línea nueva</translation>
    </message>
    <message>
        <source>Signed in as {name} at {desk}.</source>
        <translation>Inició sesión como {name} en {desk}.</translation>
    </message>
    <message>
        <source>Your data is kept in {folder}</source>
        <translation>Sus datos se guardan en {folder}</translation>
    </message>
    <message>
        <source>Otet Desk {version}</source>
        <translation>Otet Desk {version}</translation>
    </message>
    <message>
        <source>Under the MIT licence. With Qt and PySide6 (LGPL 3), Vazirmatn (OFL 1.1), Lucide icons (ISC), requests, plyer, Roundup and others under licences of their own.</source>
        <translation>Bajo la licencia MIT. Con Qt y PySide6 (LGPL 3), Vazirmatn (OFL 1.1), iconos Lucide (ISC), requests, plyer, Roundup y otros con sus propias licencias.</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Dashboard</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Helpdesk</source>
        <translation>Soporte</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>Billeteras</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Create Ticket</source>
        <translation>Crear ticket</translation>
    </message>
    <message>
        <source>Search in messages</source>
        <translation>Buscar en los mensajes</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Resultado siguiente</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Resultado anterior</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>Ticket siguiente</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>Ticket anterior</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Edit what waits (in the list)</source>
        <translation>Editar lo que espera (en la lista)</translation>
    </message>
    <message>
        <source>Discard what waits (in the list)</source>
        <translation>Descartar lo que espera (en la lista)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Ask about the chosen transaction</source>
        <translation>Preguntar por la transacción elegida</translation>
    </message>
    <message>
        <source>Commands and tickets</source>
        <translation>Comandos y tickets</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Look for answers now</source>
        <translation>Buscar respuestas ahora</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Helpdesk</source>
        <translation>Soporte</translation>
    </message>
    <message>
        <source>Helpdesk, still being fetched</source>
        <translation>Soporte, aún se está obteniendo</translation>
    </message>
    <message numerus="yes">
        <source>Helpdesk, %Ln unread answer(s)</source>
        <translation>
            <numerusform>Soporte, %Ln respuesta sin leer</numerusform>
            <numerusform>Soporte, %Ln respuestas sin leer</numerusform>
        </translation>
    </message>
    <message>
        <source>Otet Desk</source>
        <translation>Otet Desk</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Wallets</source>
        <translation>Billeteras</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Account: {name}</source>
        <translation>Cuenta: {name}</translation>
    </message>
    <message>
        <source>Press to sign in</source>
        <translation>Pulse para iniciar sesión</translation>
    </message>
    <message>
        <source>Press to check now</source>
        <translation>Pulse para comprobar ahora</translation>
    </message>
    <message>
        <source>Agents’ page of the demo</source>
        <translation>Página de agentes de la demostración</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Inicie sesión de nuevo</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>The help desk takes too long to answer. Try again in a minute; what you typed is still here.</source>
        <translation>El sistema de soporte tarda demasiado en responder. Inténtelo de nuevo en un minuto; lo que escribió sigue aquí.</translation>
    </message>
    <message>
        <source>The help desk cannot sign anybody in just now. Wait a minute and try again.</source>
        <translation>El sistema de soporte no puede iniciar sesiones en este momento. Espere un minuto e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Open a web page, sign in there, and try again.</source>
        <translation>Esta red le pide que inicie sesión primero. Abra una página web, inicie sesión en ella e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>You could not be signed in: the disk is full. Free some space and try again.</source>
        <translation>No se pudo iniciar sesión: el disco está lleno. Libere espacio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>You could not be signed in: the disk does not take anything. Check it and try again.</source>
        <translation>No se pudo iniciar sesión: no se puede escribir en el disco. Compruébelo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Signing in was stopped. Nothing was changed.</source>
        <translation>Se detuvo el inicio de sesión. No se ha cambiado nada.</translation>
    </message>
    <message>
        <source>There is no computer of this name. Check how it is written, and your connection.</source>
        <translation>No se encuentra ningún equipo con ese nombre. Compruebe cómo está escrito y su conexión.</translation>
    </message>
    <message>
        <source>No help desk answers at this address. Check the address with its port, and your connection.</source>
        <translation>Ningún sistema de soporte responde en esta dirección. Compruebe la dirección con su puerto y su conexión.</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Check it and your connection; what you typed is still here.</source>
        <translation>Nadie responde en esta dirección. Revísela y compruebe su conexión; lo que escribió sigue aquí.</translation>
    </message>
    <message>
        <source>The help desk did not let you sign in: {words} Everything on this computer is kept.</source>
        <translation>El sistema de soporte no le permitió iniciar sesión: {words} Todo lo que hay en este ordenador se conserva.</translation>
    </message>
    <message>
        <source>The help desk did not let you sign in. Ask your broker; everything on this computer is kept.</source>
        <translation>El sistema de soporte no le permitió iniciar sesión. Consulte a su bróker; todo lo que hay en este ordenador se conserva.</translation>
    </message>
    <message>
        <source>This address wants a protected connection. Write https:// in front of it.</source>
        <translation>Esta dirección requiere una conexión protegida. Escriba https:// delante.</translation>
    </message>
    <message>
        <source>There is no protected connection at this address, so nothing was sent. Write http:// in front of it.</source>
        <translation>En esta dirección no hay una conexión protegida, así que no se envió nada. Escriba http:// delante.</translation>
    </message>
    <message>
        <source>There is no protected connection at this address, so nothing was sent. Ask your broker for its protected address.</source>
        <translation>En esta dirección no hay una conexión protegida, así que no se envió nada. Pida a su bróker la dirección protegida.</translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>Sign in again</source>
        <translation>Inicie sesión de nuevo</translation>
    </message>
    <message>
        <source>Connect to your broker</source>
        <translation>Conectar con su bróker</translation>
    </message>
    <message>
        <source>Your broker gave you these three. The password is used once and not kept.</source>
        <translation>Su bróker le dio estos tres datos. La contraseña se usa una sola vez y no se guarda.</translation>
    </message>
    <message>
        <source>Everything in this account is kept on this computer.</source>
        <translation>Todo lo de esta cuenta se conserva en este ordenador.</translation>
    </message>
    <message>
        <source>required</source>
        <translation>obligatorio</translation>
    </message>
    <message>
        <source>Address of the help desk</source>
        <translation>Dirección del sistema de soporte</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Kept on this computer: {unsent}. What is waiting is sent as soon as you are signed in.</source>
        <translation>Guardado en este equipo: {unsent}. Lo que está pendiente se envía en cuanto inicie sesión.</translation>
    </message>
    <message>
        <source>Kept on this computer: {unsent}.</source>
        <translation>Guardado en este equipo: {unsent}.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Iniciando sesión…</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>Rellene este campo, por favor.</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
</context>
<context>
    <name>Statement</name>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Método</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Transaction Fee</source>
        <translation>Comisión</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>Depósito</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Retiro</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferencia</translation>
    </message>
    <message>
        <source>Rebate</source>
        <translation>Reembolso</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Realizada</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En proceso</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelada</translation>
    </message>
    <message>
        <source>Reference {reference}</source>
        <translation>Referencia {reference}</translation>
    </message>
</context>
<context>
    <name>StatementFilters</name>
    <message>
        <source>Search in transactions</source>
        <translation>Buscar en las transacciones</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Periodo</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>More filters and the order</source>
        <translation>Más filtros y el orden</translation>
    </message>
    <message numerus="yes">
        <source>Last %Ln day(s)</source>
        <translation>
            <numerusform>Último día (%Ln)</numerusform>
            <numerusform>Últimos %Ln días</numerusform>
        </translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Cualquier fecha</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Todas las clases</translation>
    </message>
</context>
<context>
    <name>StatementMore</name>
    <message>
        <source>Type a day, such as {day}, or press the Down key to choose one.</source>
        <translation>Escriba un día, por ejemplo {day}, o pulse la tecla Abajo para elegirlo.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>From the day</source>
        <translation>Desde el día</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>Until the day</source>
        <translation>Hasta el día</translation>
    </message>
    <message>
        <source>Amount from</source>
        <translation>Importe desde</translation>
    </message>
    <message>
        <source>Amount to</source>
        <translation>Importe hasta</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>Ordenado por</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Más recientes primero</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Más antiguas primero</translation>
    </message>
    <message>
        <source>Amount, high to low</source>
        <translation>Importe, de mayor a menor</translation>
    </message>
    <message>
        <source>Amount, low to high</source>
        <translation>Importe, de menor a mayor</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Método</translation>
    </message>
    <message>
        <source>Highest fee</source>
        <translation>Mayor comisión</translation>
    </message>
    <message>
        <source>This is not a day. Write it like this: {day}</source>
        <translation>Esto no es un día. Escríbalo así: {day}</translation>
    </message>
    <message>
        <source>This is not an amount.</source>
        <translation>Esto no es un importe.</translation>
    </message>
</context>
<context>
    <name>StatementPane</name>
    <message>
        <source>Export CSV</source>
        <translation>Exportar CSV</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Quitar los filtros</translation>
    </message>
    <message>
        <source>Transactions of {wallet}</source>
        <translation>Transacciones de {wallet}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>No transactions match.</source>
        <translation>Ninguna transacción coincide.</translation>
    </message>
    <message>
        <source>No transactions in this wallet yet.</source>
        <translation>Todavía no hay transacciones en esta billetera.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s)</source>
        <translation>
            <numerusform>%Ln transacción</numerusform>
            <numerusform>%Ln transacciones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatementStrip</name>
    <message>
        <source>fee {amount}</source>
        <translation>comisión {amount}</translation>
    </message>
    <message>
        <source>Reference {reference}</source>
        <translation>Referencia {reference}</translation>
    </message>
    <message>
        <source>Copy the reference</source>
        <translation>Copiar la referencia</translation>
    </message>
    <message>
        <source>Ask about this transaction</source>
        <translation>Preguntar por esta transacción</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticket(s) mention this transaction</source>
        <translation>
            <numerusform>%Ln ticket menciona esta transacción</numerusform>
            <numerusform>%Ln tickets mencionan esta transacción</numerusform>
        </translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>en espera de envío</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Open</source>
        <translation>Abierto</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Respondido</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Resuelto</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Cerrado</translation>
    </message>
</context>
<context>
    <name>SupportCard</name>
    <message>
        <source>Unread answers</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Open tickets</source>
        <translation>Tickets abiertos</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Borradores</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>Por enviar</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Aún sin enviar</translation>
    </message>
    <message>
        <source>not fetched yet</source>
        <translation>aún sin obtener</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Checking for answers…</source>
        <translation>Buscando respuestas…</translation>
    </message>
    <message>
        <source>Slow connection</source>
        <translation>Conexión lenta</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>Support is busy</source>
        <translation>Soporte está ocupado</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Inicie sesión de nuevo</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>No conectado</translation>
    </message>
    <message>
        <source>Support is busy, next try at {time}</source>
        <translation>Soporte está ocupado, próximo intento: {time}</translation>
    </message>
    <message>
        <source>Up to date {time}</source>
        <translation>Al día, {time}</translation>
    </message>
    <message>
        <source>Last checked {time}</source>
        <translation>Última comprobación: {time}</translation>
    </message>
    <message>
        <source>Fetching your tickets…</source>
        <translation>Obteniendo sus tickets…</translation>
    </message>
    <message>
        <source>{state}, {waiting}</source>
        <translation>{state}, {waiting}</translation>
    </message>
</context>
<context>
    <name>SystemSettings</name>
    <message>
        <source>This computer</source>
        <translation>Este equipo</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>Seguir en la bandeja al cerrar la ventana</translation>
    </message>
    <message>
        <source>Start with the computer, without opening the window</source>
        <translation>Arrancar con el equipo, sin abrir la ventana</translation>
    </message>
    <message>
        <source>Open the links in support’s e-mails with this app</source>
        <translation>Abrir con esta aplicación los enlaces de los correos de soporte</translation>
    </message>
</context>
<context>
    <name>Thread</name>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
</context>
<context>
    <name>ThreadHeader</name>
    <message>
        <source>Ticket without a subject</source>
        <translation>Ticket sin asunto</translation>
    </message>
    <message>
        <source>Copy the ticket number</source>
        <translation>Copiar el número de ticket</translation>
    </message>
    <message>
        <source>More about this ticket</source>
        <translation>Más opciones de este ticket</translation>
    </message>
    <message>
        <source>since {date}</source>
        <translation>desde el {date}</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Copy a link to this ticket</source>
        <translation>Copiar un enlace a este ticket</translation>
    </message>
    <message>
        <source>Ticket number {number} copied</source>
        <translation>Número de ticket {number} copiado</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Enlace copiado</translation>
    </message>
</context>
<context>
    <name>ThreadMenus</name>
    <message>
        <source>Copy selection</source>
        <translation>Copiar la selección</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Copiar el texto</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Abrir el enlace</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar el enlace</translation>
    </message>
    <message>
        <source>Quote in reply</source>
        <translation>Citar en la respuesta</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Guardar como…</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Descargar</translation>
    </message>
    <message>
        <source>Show picture</source>
        <translation>Ver la imagen</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Copiar el nombre</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>TicketLinks</name>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>The ticket that you asked for is here now.</source>
        <translation>El ticket que pidió ya está aquí.</translation>
    </message>
</context>
<context>
    <name>TransactionView</name>
    <message>
        <source>Ask about this transaction</source>
        <translation>Preguntar por esta transacción</translation>
    </message>
    <message>
        <source>Copy the reference</source>
        <translation>Copiar la referencia</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln row(s)</source>
        <translation>
            <numerusform>Copiar %Ln fila</numerusform>
            <numerusform>Copiar %Ln filas</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the amount</source>
        <translation>Copiar el importe</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Otet Desk</source>
        <translation>Otet Desk</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread answer(s)</source>
        <translation>
            <numerusform>%Ln respuesta sin leer</numerusform>
            <numerusform>%Ln respuestas sin leer</numerusform>
        </translation>
    </message>
    <message>
        <source>Open Otet Desk</source>
        <translation>Abrir Otet Desk</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Ticket nuevo</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>TwinNotice</name>
    <message>
        <source>This is the same as ticket {number}.</source>
        <translation>Es el mismo que el ticket {number}.</translation>
    </message>
    <message>
        <source>This reached support twice, also as ticket {number}.</source>
        <translation>Llegó dos veces a soporte; la otra, como ticket {number}.</translation>
    </message>
    <message>
        <source>This reached support several times, also as ticket {number}.</source>
        <translation>Llegó varias veces a soporte; también como ticket {number}.</translation>
    </message>
    <message>
        <source>Ask to close {number}</source>
        <translation>Pedir que cierren {number}</translation>
    </message>
    <message>
        <source>Ask to close this one</source>
        <translation>Pedir que cierren este</translation>
    </message>
    <message>
        <source>Show {number}</source>
        <translation>Ver {number}</translation>
    </message>
    <message>
        <source>This ticket is the same as {number}. Please close it.</source>
        <translation>Este ticket es el mismo que el {number}. Por favor, ciérrenlo.</translation>
    </message>
</context>
<context>
    <name>UndoToasts</name>
    <message>
        <source>Ticket accepted. It is sent in a moment.</source>
        <translation>Ticket aceptado. Se enviará en un momento.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Draft discarded</source>
        <translation>Borrador descartado</translation>
    </message>
    <message>
        <source>Reply accepted. It is sent in a moment.</source>
        <translation>Respuesta aceptada. Se enviará en un momento.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
</context>
<context>
    <name>Unreadable</name>
    <message>
        <source>A message that this version cannot show</source>
        <translation>Un mensaje que esta versión no puede mostrar</translation>
    </message>
</context>
<context>
    <name>UnreadableLine</name>
    <message>
        <source>Copy as text</source>
        <translation>Copiar como texto</translation>
    </message>
</context>
<context>
    <name>UnsavedDialog</name>
    <message>
        <source>Not saved</source>
        <translation>Sin guardar</translation>
    </message>
    <message>
        <source>The disk does not take what you wrote, so it is only in this window. Copy it or free some space before you quit.</source>
        <translation>El disco no acepta lo que escribió, así que su texto solo está en esta ventana. Cópielo o libere espacio antes de salir.</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Copiar el texto</translation>
    </message>
    <message>
        <source>Quit without it</source>
        <translation>Salir sin guardarlo</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>Seguir escribiendo</translation>
    </message>
</context>
<context>
    <name>Upload</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} de {total}</translation>
    </message>
    <message>
        <source>{size} per second</source>
        <translation>{size} por segundo</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>queda menos de un minuto</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>faltan unos {time}</translation>
    </message>
</context>
<context>
    <name>Verification</name>
    <message>
        <source>Proof of address</source>
        <translation>Comprobante de domicilio</translation>
    </message>
    <message>
        <source>Proof of identity</source>
        <translation>Documento de identidad</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Número de teléfono</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Correo electrónico</translation>
    </message>
    <message>
        <source>A photo of yourself</source>
        <translation>Una foto suya</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>Cuenta bancaria</translation>
    </message>
    <message>
        <source>Source of funds</source>
        <translation>Origen de los fondos</translation>
    </message>
    <message>
        <source>Documents for my verification</source>
        <translation>Documentos para mi verificación</translation>
    </message>
    <message>
        <source>I attach: {names}</source>
        <translation>Adjunto: {names}</translation>
    </message>
</context>
<context>
    <name>VerificationCard</name>
    <message>
        <source>Your broker has not told how far you are verified.</source>
        <translation>Su bróker no ha informado de su nivel de verificación.</translation>
    </message>
    <message>
        <source>Verified: level {number}, {percent}</source>
        <translation>Verificado: nivel {number}, {percent}</translation>
    </message>
    <message>
        <source>{percent} verified</source>
        <translation>{percent} verificado</translation>
    </message>
    <message>
        <source>Level {number}, {percent} verified</source>
        <translation>Nivel {number}, {percent} verificado</translation>
    </message>
    <message>
        <source>Send documents</source>
        <translation>Enviar documentos</translation>
    </message>
    <message>
        <source>Still missing: {names}</source>
        <translation>Todavía falta: {names}</translation>
    </message>
    <message>
        <source>Your broker is checking what you sent.</source>
        <translation>Su bróker está revisando lo que envió.</translation>
    </message>
</context>
<context>
    <name>WalletsPage</name>
    <message>
        <source>Wallets</source>
        <translation>Billeteras</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transacciones</translation>
    </message>
    <message>
        <source>Balance over time</source>
        <translation>Evolución del saldo</translation>
    </message>
    <message>
        <source>All wallets</source>
        <translation>Todas las billeteras</translation>
    </message>
    <message>
        <source>No wallets yet. They appear here as soon as your broker opens one.</source>
        <translation>Todavía no hay billeteras. Aparecerán aquí en cuanto su bróker abra una.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
</context>
<context>
    <name>WindowStatus</name>
    <message>
        <source>“{text}” was not delivered. {why}</source>
        <translation>«{text}» no se ha entregado. {why}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Ver</translation>
    </message>
</context>
<context>
    <name>_Brand</name>
    <message>
        <source>Otet Desk</source>
        <translation>Otet Desk</translation>
    </message>
</context>
<context>
    <name>_Choices</name>
    <message>
        <source>Welcome to Otet Desk</source>
        <translation>Le damos la bienvenida a Otet Desk</translation>
    </message>
    <message>
        <source>Write to support, offline too. Nothing you write is lost, and every answer reaches you.</source>
        <translation>Escriba a soporte, también sin conexión. No se pierde nada de lo que escribe y le llega cada respuesta.</translation>
    </message>
    <message>
        <source>See everything with a demo trader and a help desk that runs on this computer only.</source>
        <translation>Véalo todo con un trader de prueba y un sistema de soporte que funciona solo en este equipo.</translation>
    </message>
    <message>
        <source>Sign in to the help desk of your broker with your own account.</source>
        <translation>Inicie sesión en el sistema de soporte de su bróker con su propia cuenta.</translation>
    </message>
    <message>
        <source>Try it on this computer</source>
        <translation>Probar en este equipo</translation>
    </message>
    <message>
        <source>Connect to your broker</source>
        <translation>Conectar con su bróker</translation>
    </message>
    <message>
        <source>Starting the built-in help desk. The first time takes a few seconds.</source>
        <translation>Arrancando el sistema de soporte integrado. La primera vez tarda unos segundos.</translation>
    </message>
</context>
</TS>
