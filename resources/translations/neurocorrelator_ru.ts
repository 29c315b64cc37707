<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open scene…</source>
        <translation>&amp;Открыть сцену…</translation>
    </message>
    <message>
        <source>Open the raster to search in</source>
        <translation>Открыть растр, в котором вести поиск</translation>
    </message>
    <message>
        <source>Add &amp;templates…</source>
        <translation>Добавить &amp;шаблоны…</translation>
    </message>
    <message>
        <source>Add pictures to look for</source>
        <translation>Добавить снимки, которые нужно найти</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>Открыть &amp;демонстрацию</translation>
    </message>
    <message>
        <source>A real scene and photographs</source>
        <translation>Настоящая сцена и фотоснимки</translation>
    </message>
    <message>
        <source>Export &amp;CSV…</source>
        <translation>Экспорт в &amp;CSV…</translation>
    </message>
    <message>
        <source>Save the table of matches</source>
        <translation>Сохранить таблицу совпадений</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Выход</translation>
    </message>
    <message>
        <source>&amp;Match</source>
        <translation>&amp;Найти</translation>
    </message>
    <message>
        <source>Look for the checked templates</source>
        <translation>Искать отмеченные шаблоны</translation>
    </message>
    <message>
        <source>&amp;Cancel the match</source>
        <translation>&amp;Отменить поиск</translation>
    </message>
    <message>
        <source>Stop at the next tile</source>
        <translation>Остановиться на следующем тайле</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>У&amp;величить</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>У&amp;меньшить</translation>
    </message>
    <message>
        <source>&amp;Full extent</source>
        <translation>&amp;Полный охват</translation>
    </message>
    <message>
        <source>Show the whole scene</source>
        <translation>Показать всю сцену</translation>
    </message>
    <message>
        <source>Zoom to &amp;selection</source>
        <translation>Увеличить до в&amp;ыбранного</translation>
    </message>
    <message>
        <source>Show the selected match with its surroundings</source>
        <translation>Показать выбранное совпадение с окрестностями</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>&amp;О программе</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>&amp;Как в системе</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Светлое</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Тёмное</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Проект</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>П&amp;оиск</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Справка</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Язык</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Оформление</translation>
    </message>
    <message>
        <source>Export &amp;GeoJSON…</source>
        <translation>Экспорт в &amp;GeoJSON…</translation>
    </message>
    <message>
        <source>Save the footprints for a GIS</source>
        <translation>Сохранить контуры для ГИС</translation>
    </message>
    <message>
        <source>Export &amp;GeoJSON (the scene has no CRS)</source>
        <translation>Экспорт в &amp;GeoJSON (у сцены нет системы координат)</translation>
    </message>
    <message>
        <source>GeoJSON needs longitude and latitude, and the scene has no CRS</source>
        <translation>Для GeoJSON нужны долгота и широта, а у сцены нет системы координат</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Unexpected error: {reason}</source>
        <translation>Непредвиденная ошибка: {reason}</translation>
    </message>
</context>
<context>
    <name>Coordinates</name>
    <message>
        <source>Column {col}, row {row}</source>
        <translation>Столбец {col}; строка {row}</translation>
    </message>
    <message>
        <source>lon {x}  lat {y}</source>
        <translation>долгота {x}  широта {y}</translation>
    </message>
    <message>
        <source>X {x}  Y {y}</source>
        <translation>X {x}  Y {y}</translation>
    </message>
    <message>
        <source>{degrees}° N</source>
        <translation>{degrees}° с. ш.</translation>
    </message>
    <message>
        <source>{degrees}° S</source>
        <translation>{degrees}° ю. ш.</translation>
    </message>
    <message>
        <source>{degrees}° E</source>
        <translation>{degrees}° в. д.</translation>
    </message>
    <message>
        <source>{degrees}° W</source>
        <translation>{degrees}° з. д.</translation>
    </message>
</context>
<context>
    <name>DisplayPanel</name>
    <message>
        <source>Heatmap</source>
        <translation>Тепловая карта</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Палитра</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Непрозрачность</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Footprints</source>
        <translation>Контуры</translation>
    </message>
    <message>
        <source>Only the best match of each template</source>
        <translation>Только лучшее совпадение каждого шаблона</translation>
    </message>
    <message>
        <source>Score of the template centred at a place</source>
        <translation>Оценка шаблона, центр которого находится в этом месте</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Open scene</source>
        <translation>Открыть сцену</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Растры</translation>
    </message>
    <message>
        <source>Add templates</source>
        <translation>Добавить шаблоны</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Снимки</translation>
    </message>
    <message>
        <source>Export matches</source>
        <translation>Экспорт совпадений</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Все файлы</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Templates</source>
        <translation>Шаблоны</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Отображение</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Результаты</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>Панель инструментов</translation>
    </message>
    <message>
        <source>Neurocorrelator</source>
        <translation>Нейрокоррелятор</translation>
    </message>
    <message>
        <source>{matches} of {templates} in {seconds} s</source>
        <translation>{matches} для {templates} за {seconds} с</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n совпадение</numerusform>
            <numerusform>%n совпадения</numerusform>
            <numerusform>%n совпадений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s)</source>
        <translation>
            <numerusform>%n шаблона</numerusform>
            <numerusform>%n шаблонов</numerusform>
            <numerusform>%n шаблонов</numerusform>
        </translation>
    </message>
    <message>
        <source>Release to open the files</source>
        <translation>Отпустите, чтобы открыть файлы</translation>
    </message>
    <message>
        <source>A part of the scene cannot be read and stays empty: {reason}</source>
        <translation>Часть сцены не читается и останется пустой: {reason}</translation>
    </message>
    <message>
        <source>Neurocorrelator {version}

Finds where in a large georeferenced scene a picture was taken.</source>
        <translation>Нейрокоррелятор {version}

Находит место съёмки на большой геопривязанной сцене.</translation>
    </message>
    <message>
        <source>About Neurocorrelator</source>
        <translation>О программе «Нейрокоррелятор»</translation>
    </message>
</context>
<context>
    <name>MatchPanel</name>
    <message>
        <source>Starting…</source>
        <translation>Запуск…</translation>
    </message>
    <message>
        <source>{stage}: {done} of {total}</source>
        <translation>{stage}: {done} из {total}</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Rotations</source>
        <translation>Повороты</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>Масштабы</translation>
    </message>
    <message>
        <source>Results per template</source>
        <translation>Результатов на шаблон</translation>
    </message>
    <message>
        <source>Aligned</source>
        <translation>Пространственная</translation>
    </message>
    <message>
        <source>Bag of features</source>
        <translation>Мешок признаков</translation>
    </message>
    <message>
        <source>Aligned keeps the arrangement of the picture; bag is the score of the paper.</source>
        <translation>Пространственная оценка учитывает взаимное расположение деталей; мешок признаков — оценка из исходной статьи.</translation>
    </message>
    <message>
        <source>Heading only</source>
        <translation>Только по азимуту</translation>
    </message>
    <message>
        <source>Full circle if unknown</source>
        <translation>Полный круг, если неизвестен</translation>
    </message>
    <message>
        <source>Or type degrees clockwise: one number, or from:to:step, such as -30:30:15</source>
        <translation>Или введите градусы по часовой стрелке: одно число или от:до:шаг, например -30:30:15</translation>
    </message>
    <message>
        <source>GSD only</source>
        <translation>Только по GSD</translation>
    </message>
    <message>
        <source>Range around the GSD</source>
        <translation>Диапазон вокруг GSD</translation>
    </message>
    <message>
        <source>Or type factors: one number, or from:to:count, such as 0.8:1.25:3</source>
        <translation>Или введите множители: одно число или от:до:количество, например 0.8:1.25:3</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Найти</translation>
    </message>
    <message>
        <source>Look for the checked templates in the scene (Ctrl+Return)</source>
        <translation>Искать отмеченные шаблоны на сцене (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Отмена…</translation>
    </message>
    <message>
        <source>Open a scene to search in.</source>
        <translation>Откройте сцену, в которой нужно искать.</translation>
    </message>
    <message>
        <source>Add pictures to look for.</source>
        <translation>Добавьте снимки, которые нужно найти.</translation>
    </message>
    <message>
        <source>Check at least one template.</source>
        <translation>Отметьте хотя бы один шаблон.</translation>
    </message>
    <message>
        <source>The scene has no CRS, so headings and GSDs cannot be used: rotations and scales are relative to the picture as it is.</source>
        <translation>У сцены нет системы координат, поэтому азимут и GSD не учитываются: повороты и масштабы отсчитываются от снимка как есть.</translation>
    </message>
    <message numerus="yes">
        <source>Heading unknown for %n template(s): only rotation 0° is searched.</source>
        <translation>
            <numerusform>Азимут неизвестен у %n шаблона: проверяется только поворот 0°.</numerusform>
            <numerusform>Азимут неизвестен у %n шаблонов: проверяется только поворот 0°.</numerusform>
            <numerusform>Азимут неизвестен у %n шаблонов: проверяется только поворот 0°.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GSD unknown for %n template(s): only scale 1 is searched.</source>
        <translation>
            <numerusform>GSD неизвестен у %n шаблона: проверяется только масштаб 1.</numerusform>
            <numerusform>GSD неизвестен у %n шаблонов: проверяется только масштаб 1.</numerusform>
            <numerusform>GSD неизвестен у %n шаблонов: проверяется только масштаб 1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Describing the templates</source>
        <translation>Описание шаблонов</translation>
    </message>
    <message>
        <source>Measuring the scene</source>
        <translation>Статистика сцены</translation>
    </message>
    <message>
        <source>Comparing with the scene</source>
        <translation>Сравнение со сценой</translation>
    </message>
    <message>
        <source>Scoring positions</source>
        <translation>Оценка положений</translation>
    </message>
    <message>
        <source>Choosing the best positions</source>
        <translation>Выбор лучших положений</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Запись</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>Copy details</source>
        <translation>Копировать подробности</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Закрыть сообщение</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Rank</source>
        <translation>Ранг</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Уверенность</translation>
    </message>
    <message>
        <source>Inliers</source>
        <translation>Подтверждено ячеек</translation>
    </message>
    <message>
        <source>Rotation, °</source>
        <translation>Поворот, °</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Масштаб</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Широта</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Долгота</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Столбец</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Строка</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Matches will be listed here.</source>
        <translation>Здесь появится список совпадений.</translation>
    </message>
    <message>
        <source>These results were made with other templates or settings. Match again.</source>
        <translation>Эти результаты получены с другими шаблонами или настройками. Повторите поиск.</translation>
    </message>
    <message>
        <source>No template was found in this scene.</source>
        <translation>Ни один шаблон на этой сцене не найден.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>A setting cannot be used: {reason}</source>
        <translation>Настройка не подходит: {reason}</translation>
    </message>
    <message>
        <source>{name} is in the list of templates already.</source>
        <translation>{name} уже есть в списке шаблонов.</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>Сохранено в {path}</translation>
    </message>
    <message>
        <source>Saved to {path}. These results were made with other templates or settings.</source>
        <translation>Сохранено в {path}. Эти результаты получены с другими шаблонами или настройками.</translation>
    </message>
    <message>
        <source>{name}: {note}</source>
        <translation>{name}: {note}</translation>
    </message>
    <message>
        <source>Cannot be opened: {reason}</source>
        <translation>Не удалось открыть: {reason}</translation>
    </message>
    <message>
        <source>{name} covers more ground than the scene, so it was not added.</source>
        <translation>{name} охватывает больше местности, чем сцена, поэтому в шаблоны не добавлен.</translation>
    </message>
    <message>
        <source>Open it as the scene</source>
        <translation>Открыть как сцену</translation>
    </message>
    <message>
        <source>Templates are ready. Now open the scene to search in.</source>
        <translation>Шаблоны готовы. Теперь откройте сцену, в которой нужно искать.</translation>
    </message>
    <message>
        <source>While matching: {warning}</source>
        <translation>При поиске: {warning}</translation>
    </message>
    <message>
        <source>{template} was not matched: {reason}</source>
        <translation>Поиск {template} не выполнен: {reason}</translation>
    </message>
    <message>
        <source>No template was found in this scene.</source>
        <translation>Ни один шаблон на этой сцене не найден.</translation>
    </message>
    <message>
        <source>The match failed: {reason}</source>
        <translation>Поиск не удался: {reason}</translation>
    </message>
    <message>
        <source>The export failed: {reason}</source>
        <translation>Экспорт не удался: {reason}</translation>
    </message>
    <message>
        <source>The matching engine cannot be loaded: {reason}</source>
        <translation>Не удалось загрузить модуль поиска: {reason}</translation>
    </message>
    <message>
        <source>The match was cancelled.</source>
        <translation>Поиск отменён.</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Where was this picture taken?</source>
        <translation>Где сделан этот снимок?</translation>
    </message>
    <message>
        <source>Open or drop a scene: an orthophoto or a satellite image, GeoTIFF with a CRS at best. Then drop the pictures to look for in it.</source>
        <translation>Откройте или перетащите сюда сцену: ортофотоплан или космический снимок, лучше всего GeoTIFF с системой координат. Затем перетащите снимки, которые нужно на ней найти.</translation>
    </message>
    <message>
        <source>Open scene…</source>
        <translation>Открыть сцену…</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Открыть демонстрацию</translation>
    </message>
</context>
<context>
    <name>TemplatesModel</name>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>GSD, m/px</source>
        <translation>GSD, м/пикс</translation>
    </message>
    <message>
        <source>Heading, °</source>
        <translation>Азимут, °</translation>
    </message>
    <message>
        <source>Picture to look for; unchecked ones are left out</source>
        <translation>Снимок, который нужно найти; неотмеченные пропускаются</translation>
    </message>
    <message>
        <source>Ground sample distance: metres on the ground per pixel. Empty: unknown</source>
        <translation>Размер пикселя на местности в метрах. Пусто — неизвестен</translation>
    </message>
    <message>
        <source>True bearing of the picture&apos;s upper edge, clockwise. Empty: unknown</source>
        <translation>Истинный азимут направления вверх на снимке, по часовой стрелке. Пусто — неизвестен</translation>
    </message>
    <message>
        <source>“{text}” is not a number. Leave the field empty if it is unknown.</source>
        <translation>«{text}» — не число. Если значение неизвестно, оставьте поле пустым.</translation>
    </message>
    <message>
        <source>The GSD must be above 0. Leave it empty if it is unknown.</source>
        <translation>GSD должен быть больше 0. Если он неизвестен, оставьте поле пустым.</translation>
    </message>
    <message>
        <source>{width} × {height} px</source>
        <translation>{width} × {height} пикс.</translation>
    </message>
    <message>
        <source>From the camera&apos;s EXIF and XMP. Type another value to replace it</source>
        <translation>Из метаданных камеры (EXIF и XMP). Чтобы заменить, введите другое значение</translation>
    </message>
    <message>
        <source>From the file&apos;s georeference. Type another value to replace it</source>
        <translation>Из геопривязки файла. Чтобы заменить, введите другое значение</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
</context>
<context>
    <name>TemplatesPanel</name>
    <message>
        <source>Add…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>Add pictures to look for</source>
        <translation>Добавить снимки, которые нужно найти</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Take the selected templates out of the list (Delete)</source>
        <translation>Убрать выбранные шаблоны из списка (Delete)</translation>
    </message>
    <message>
        <source>Drop pictures here or onto the map: photographs, old images, crops of maps.</source>
        <translation>Перетащите снимки сюда или на карту: фотографии, старые снимки, фрагменты карт.</translation>
    </message>
</context>
</TS>
