<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Neurocorrelator</source>
        <translation>О программе «Нейрокоррелятор»</translation>
    </message>
    <message>
        <source>Neurocorrelator {version}</source>
        <translation>Нейрокоррелятор {version}</translation>
    </message>
    <message>
        <source>Finds where in a large georeferenced scene a picture was taken.</source>
        <translation>Находит на большой сцене с привязкой место, где сделан снимок.</translation>
    </message>
    <message>
        <source>Made with Qt and PySide6 (LGPL 3), PyTorch and NumPy (BSD), GDAL, PROJ, rasterio and pyproj (MIT, BSD), OpenCV (Apache 2) and pyqtgraph (MIT). Weights of VGG19: Visual Geometry Group, University of Oxford (CC BY 4.0). The README has all attributions.</source>
        <translation>Использованы Qt и PySide6 (LGPL 3), PyTorch и NumPy (BSD), GDAL, PROJ, rasterio и pyproj (MIT, BSD), OpenCV (Apache 2) и pyqtgraph (MIT). Веса VGG19: Visual Geometry Group, Оксфордский университет (CC BY 4.0). Все сведения об авторах — в README.</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>Копировать версии</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Reading the scene…</source>
        <translation>Чтение сцены…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Открытие…</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <translation>Открытие {name}…</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>Запись {name}</translation>
    </message>
    <message>
        <source>Building overviews of {name}</source>
        <translation>Построение пирамидных слоёв {name}</translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation>осталось {n} с</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>осталось {n} мин</translation>
    </message>
</context>
<context>
    <name>AddMatchDialog</name>
    <message>
        <source>Add a match by hand</source>
        <translation>Добавить совпадение вручную</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Шаблон</translation>
    </message>
    <message>
        <source>T&amp;ransform</source>
        <translation>&amp;Преобразование</translation>
    </message>
    <message>
        <source>By the number of points</source>
        <translation>По числу точек</translation>
    </message>
    <message>
        <source>Similarity: turned and scaled (2 points)</source>
        <translation>Подобие: поворот и масштаб (2 точки)</translation>
    </message>
    <message>
        <source>Affine: stretched and skewed too (3 points)</source>
        <translation>Аффинное: ещё растяжение и скос (3 точки)</translation>
    </message>
    <message>
        <source>Homography: seen at an angle (4 points)</source>
        <translation>Гомография: вид под углом (4 точки)</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Снимок</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Сцена</translation>
    </message>
    <message>
        <source>Error, px</source>
        <translation>Ошибка, пикс.</translation>
    </message>
    <message>
        <source>Error, m</source>
        <translation>Ошибка, м</translation>
    </message>
    <message>
        <source>&amp;Delete point</source>
        <translation>&amp;Удалить точку</translation>
    </message>
    <message>
        <source>Take the selected point away (Delete)</source>
        <translation>Убрать выбранную точку (Delete)</translation>
    </message>
    <message>
        <source>&amp;Add match</source>
        <translation>&amp;Добавить</translation>
    </message>
    <message>
        <source>Add the outline on the map to the results</source>
        <translation>Добавить контур с карты к результатам</translation>
    </message>
    <message numerus="yes">
        <source>Click a place in the picture and the same place on the map. %n more point(s) needed.</source>
        <translation>
            <numerusform>Щёлкните место на снимке и то же место на карте. Нужна ещё %n точка.</numerusform>
            <numerusform>Щёлкните место на снимке и то же место на карте. Нужны ещё %n точки.</numerusform>
            <numerusform>Щёлкните место на снимке и то же место на карте. Нужно ещё %n точек.</numerusform>
        </translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Подобие</translation>
    </message>
    <message>
        <source>Affine</source>
        <translation>Аффинное</translation>
    </message>
    <message>
        <source>Homography</source>
        <translation>Гомография</translation>
    </message>
    <message>
        <source>{transform}. RMS error {pixels} px</source>
        <translation>{transform}. СКО {pixels} пикс.</translation>
    </message>
    <message>
        <source> ({metres} m)</source>
        <translation> ({metres} м)</translation>
    </message>
    <message>
        <source>No more points than needed: the error tells nothing yet.</source>
        <translation>Точек не больше, чем нужно: ошибка пока ни о чём не говорит.</translation>
    </message>
</context>
<context>
    <name>AnswerTexts</name>
    <message>
        <source>found</source>
        <translation>найден</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>под вопросом</translation>
    </message>
    <message>
        <source>not in this scene</source>
        <translation>нет на этой сцене</translation>
    </message>
    <message>
        <source>found at another place: {confidence}</source>
        <translation>найден в другом месте: {confidence}</translation>
    </message>
    <message>
        <source>found: {confidence}</source>
        <translation>найден: {confidence}</translation>
    </message>
    <message numerus="yes">
        <source>uncertain: %n place(s), the best {confidence}</source>
        <translation>
            <numerusform>под вопросом: %n место, лучшее {confidence}</numerusform>
            <numerusform>под вопросом: %n места, лучшее {confidence}</numerusform>
            <numerusform>под вопросом: %n мест, лучшее {confidence}</numerusform>
        </translation>
    </message>
    <message>
        <source>not in this scene (best place: {confidence})</source>
        <translation>нет на этой сцене (лучшее место: {confidence})</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n найден</numerusform>
            <numerusform>%n найдены</numerusform>
            <numerusform>%n найдено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uncertain</source>
        <translation>
            <numerusform>%n под вопросом</numerusform>
            <numerusform>%n под вопросом</numerusform>
            <numerusform>%n под вопросом</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not in this scene</source>
        <translation>
            <numerusform>нет на этой сцене: %n</numerusform>
            <numerusform>нет на этой сцене: %n</numerusform>
            <numerusform>нет на этой сцене: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Not in {scene}: {templates}.</source>
        <translation>Нет на сцене {scene}: {templates}.</translation>
    </message>
    <message>
        <source>Uncertain in {scene}: {templates}.</source>
        <translation>Под вопросом на сцене {scene}: {templates}.</translation>
    </message>
    <message>
        <source>Compare the places with the picture, and tell GSD and heading if known.</source>
        <translation>Сравните места со снимком и укажите GSD и азимут, если они известны.</translation>
    </message>
    <message>
        <source>Let rotations and scales be automatic, or check GSD and heading.</source>
        <translation>Выберите автоматические повороты и масштабы или проверьте GSD и азимут.</translation>
    </message>
    <message>
        <source>Search the whole scene, or check GSD and heading.</source>
        <translation>Ищите по всей сцене или проверьте GSD и азимут.</translation>
    </message>
    <message>
        <source>Check GSD and heading, or search another scene.</source>
        <translation>Проверьте GSD и азимут или ищите на другой сцене.</translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} и ещё %n</numerusform>
            <numerusform>{names} и ещё %n</numerusform>
            <numerusform>{names} и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AreaChoice</name>
    <message>
        <source>Area to test on</source>
        <translation>Участок для проверки</translation>
    </message>
    <message>
        <source>Area to train on</source>
        <translation>Участок для обучения</translation>
    </message>
    <message>
        <source>Draw a rectangle on the map</source>
        <translation>Нарисовать прямоугольник на карте</translation>
    </message>
    <message>
        <source>Draw a polygon on the map</source>
        <translation>Нарисовать многоугольник на карте</translation>
    </message>
    <message>
        <source>Take the area off the map</source>
        <translation>Убрать участок с карты</translation>
    </message>
    <message>
        <source>Take the last drawing or clearing back</source>
        <translation>Отменить последнее рисование или удаление участка</translation>
    </message>
    <message>
        <source>To draw, activate a scene that has a CRS.</source>
        <translation>Чтобы рисовать, сделайте активной сцену с системой координат.</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>нарисован</translation>
    </message>
    <message>
        <source>not drawn: nothing is tested on</source>
        <translation>не нарисован: проверки не будет</translation>
    </message>
    <message>
        <source>not drawn: as chosen above</source>
        <translation>не нарисован: как выбрано выше</translation>
    </message>
    <message>
        <source>not drawn: all beside the area to test on</source>
        <translation>не нарисован: всё вне участка для проверки</translation>
    </message>
</context>
<context>
    <name>AreaDrawing</name>
    <message>
        <source>Area to test on</source>
        <translation>Участок для проверки</translation>
    </message>
    <message>
        <source>Area to train on</source>
        <translation>Участок для обучения</translation>
    </message>
</context>
<context>
    <name>AreaStylePanel</name>
    <message>
        <source>Colour…</source>
        <translation>Цвет…</translation>
    </message>
    <message>
        <source>Draw the outline in a colour that stands out on the map</source>
        <translation>Цвет контура, который хорошо виден на карте</translation>
    </message>
    <message numerus="yes">
        <source>%n outline(s)</source>
        <translation>
            <numerusform>%n контур</numerusform>
            <numerusform>%n контура</numerusform>
            <numerusform>%n контуров</numerusform>
        </translation>
    </message>
    <message>
        <source>no CRS, so its size on the ground is not known</source>
        <translation>нет СК, площадь на местности неизвестна</translation>
    </message>
</context>
<context>
    <name>AssignCrsDialog</name>
    <message>
        <source>Assign a CRS</source>
        <translation>Назначение СК</translation>
    </message>
    <message>
        <source>In which CRS are the coordinates of {name}? They are taken as they are and not changed; the file itself stays as it is.</source>
        <translation>В какой СК заданы координаты {name}? Они берутся как есть и не пересчитываются; сам файл не меняется.</translation>
    </message>
</context>
<context>
    <name>BandChoice</name>
    <message>
        <source>Band shown as red</source>
        <translation>Канал, показанный красным</translation>
    </message>
    <message>
        <source>Band shown as green</source>
        <translation>Канал, показанный зелёным</translation>
    </message>
    <message>
        <source>Band shown as blue</source>
        <translation>Канал, показанный синим</translation>
    </message>
    <message>
        <source>Which bands are seen, and searched: other ones may show more than true colours</source>
        <translation>Какие каналы видны и участвуют в поиске: иногда другие показывают больше, чем естественные цвета</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Оттенки серого</translation>
    </message>
    <message>
        <source>Red {red}, green {green}, blue {blue}</source>
        <translation>Красный {red}, зелёный {green}, синий {blue}</translation>
    </message>
</context>
<context>
    <name>Callout</name>
    <message>
        <source>Leave the tour</source>
        <translation>Выйти из обзора</translation>
    </message>
    <message>
        <source>It does not come again; Help has it</source>
        <translation>Сам он больше не появится; найти его можно в меню «Справка»</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Read the step before once more</source>
        <translation>Прочитать предыдущий шаг ещё раз</translation>
    </message>
    <message>
        <source>Show the panel</source>
        <translation>Показать панель</translation>
    </message>
    <message>
        <source>What this step is about is closed or behind another panel</source>
        <translation>То, о чём этот шаг, закрыто или спрятано за другой панелью</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Wait until the pictures are read.</source>
        <translation>Подождите, пока снимки будут прочитаны.</translation>
    </message>
    <message>
        <source>Check the places first.</source>
        <translation>Сначала проверьте места.</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Проверить снова</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Сколько</translation>
    </message>
    <message>
        <source>Triplets as training sees them: a picture, one of the same place, and one of another place.</source>
        <translation>Тройки, как их видит обучение: снимок, снимок того же места и снимок другого места.</translation>
    </message>
    <message>
        <source>Reading every picture…</source>
        <translation>Читаются все снимки…</translation>
    </message>
    <message>
        <source>Cannot be trained on: {reason}</source>
        <translation>Обучать нельзя: {reason}</translation>
    </message>
    <message>
        <source>Can be trained on; some of it is worth a look.</source>
        <translation>Обучать можно; кое-что стоит посмотреть.</translation>
    </message>
    <message>
        <source>Can be trained on.</source>
        <translation>Обучать можно.</translation>
    </message>
    <message>
        <source>Places to train on</source>
        <translation>Места для обучения</translation>
    </message>
    <message>
        <source>Places to test on</source>
        <translation>Места для проверки</translation>
    </message>
    <message>
        <source>pictures of {view}</source>
        <translation>снимков {view}</translation>
    </message>
    <message>
        <source>Pictures of known pose</source>
        <translation>Снимков с известным положением</translation>
    </message>
    <message>
        <source>Unreadable pictures, skipped</source>
        <translation>Нечитаемые снимки, пропускаются</translation>
    </message>
    <message>
        <source>Places with one view only, of no use</source>
        <translation>Места с одним ракурсом, бесполезны</translation>
    </message>
    <message>
        <source>The same picture on both sides</source>
        <translation>Один снимок в обеих частях</translation>
    </message>
    <message>
        <source>Places of the same name on both sides</source>
        <translation>Одно имя места в обеих частях</translation>
    </message>
</context>
<context>
    <name>ChooseCrsDialog</name>
    <message>
        <source>CRS of the export</source>
        <translation>СК экспорта</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What do you want to do? Type some letters of it</source>
        <translation>Что нужно сделать? Введите несколько букв</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Все команды</translation>
    </message>
    <message>
        <source>Enter runs the chosen command, the arrows choose another, Esc closes the list</source>
        <translation>Enter выполняет выбранную команду, стрелки выбирают другую, Esc закрывает список</translation>
    </message>
    <message>
        <source>No command has these letters in its name.</source>
        <translation>Нет команды с такими буквами в названии.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Panel: {name}</source>
        <translation>Панель: {name}</translation>
    </message>
</context>
<context>
    <name>CompareRunsDialog</name>
    <message>
        <source>Compare runs</source>
        <translation>Сравнение поисков</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Сцена</translation>
    </message>
    <message>
        <source>Run A</source>
        <translation>Поиск A</translation>
    </message>
    <message>
        <source>Run B</source>
        <translation>Поиск B</translation>
    </message>
    <message>
        <source>Differences only</source>
        <translation>Только различия</translation>
    </message>
    <message>
        <source>Hide templates that both runs answer alike, at the same place</source>
        <translation>Скрыть шаблоны, о которых оба поиска говорят одно и то же и на том же месте</translation>
    </message>
    <message>
        <source>The runs do not differ.</source>
        <translation>Поиски не различаются.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all, with the titles, for a spreadsheet</source>
        <translation>Копировать выбранные строки или все, с заголовками, для электронной таблицы</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Сохранить как CSV…</translation>
    </message>
    <message>
        <source>Save the comparison of all templates</source>
        <translation>Сохранить сравнение по всем шаблонам</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Match a scene twice to compare its runs.</source>
        <translation>Чтобы сравнить поиски, выполните поиск на сцене дважды.</translation>
    </message>
    <message>
        <source>What differs in the settings: {differences}.</source>
        <translation>Что различается в настройках: {differences}.</translation>
    </message>
    <message numerus="yes">
        <source>%n template(s)</source>
        <translation>
            <numerusform>%n шаблон</numerusform>
            <numerusform>%n шаблона</numerusform>
            <numerusform>%n шаблонов</numerusform>
        </translation>
    </message>
    <message>
        <source>same</source>
        <translation>одинаково</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>другое место</translation>
    </message>
    <message>
        <source>another answer</source>
        <translation>другой ответ</translation>
    </message>
    <message>
        <source>found in A only</source>
        <translation>найден только в A</translation>
    </message>
    <message>
        <source>found in B only</source>
        <translation>найден только в B</translation>
    </message>
    <message>
        <source>not looked for in A</source>
        <translation>в A не искали</translation>
    </message>
    <message>
        <source>not looked for in B</source>
        <translation>в B не искали</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Различие</translation>
    </message>
    <message>
        <source>Answer A</source>
        <translation>Ответ A</translation>
    </message>
    <message>
        <source>Confidence A</source>
        <translation>Уверенность A</translation>
    </message>
    <message>
        <source>Answer B</source>
        <translation>Ответ B</translation>
    </message>
    <message>
        <source>Confidence B</source>
        <translation>Уверенность B</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменение</translation>
    </message>
    <message>
        <source>Distance, px</source>
        <translation>Расстояние, пикс.</translation>
    </message>
    <message>
        <source>Distance, m</source>
        <translation>Расстояние, м</translation>
    </message>
    <message>
        <source>B less A, in per cent</source>
        <translation>B минус A, в процентах</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>не проверен</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>нет места</translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation>Сохранить сравнение</translation>
    </message>
</context>
<context>
    <name>ComparisonPanel</name>
    <message>
        <source>Side by side</source>
        <translation>Рядом</translation>
    </message>
    <message>
        <source>Both move and zoom together</source>
        <translation>Обе картинки двигаются и масштабируются вместе</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>Шторка</translation>
    </message>
    <message>
        <source>Drag the line: the picture lies left of it</source>
        <translation>Перетаскивайте линию: снимок лежит слева от неё</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Мигание</translation>
    </message>
    <message>
        <source>Picture and scene take turns</source>
        <translation>Снимок и сцена показываются по очереди</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>Наложение</translation>
    </message>
    <message>
        <source>The picture shines through</source>
        <translation>Снимок просвечивает поверх сцены</translation>
    </message>
    <message>
        <source>Show all of the match (Home)</source>
        <translation>Показать совпадение целиком (Home)</translation>
    </message>
    <message>
        <source>Show all of the match</source>
        <translation>Показать совпадение целиком</translation>
    </message>
    <message>
        <source>Lines between the parts of the picture and of the scene that agree</source>
        <translation>Линии между согласными частями снимка и сцены</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Непрозрачность</translation>
    </message>
    <message>
        <source>Lower it to see the scene through the picture</source>
        <translation>Уменьшите, чтобы увидеть сцену сквозь снимок</translation>
    </message>
    <message>
        <source>Opacity of the picture</source>
        <translation>Непрозрачность снимка</translation>
    </message>
    <message>
        <source> /s</source>
        <translation> /с</translation>
    </message>
    <message>
        <source>How often the pictures take turns in a second</source>
        <translation>Сколько раз в секунду картинки сменяют друг друга</translation>
    </message>
    <message>
        <source>Picture and scene</source>
        <translation>Снимок и сцена</translation>
    </message>
    <message>
        <source>Select a match to compare its picture with the scene.</source>
        <translation>Выберите совпадение, чтобы сравнить снимок со сценой.</translation>
    </message>
    <message>
        <source>The pictures are being read…</source>
        <translation>Картинки читаются…</translation>
    </message>
    <message>
        <source>No inliers: {reason}</source>
        <translation>Согласных частей нет: {reason}</translation>
    </message>
    <message>
        <source>{inliers} of {patches} parts of the picture lie where they must</source>
        <translation>На своих местах {inliers} из {patches} частей снимка</translation>
    </message>
    <message>
        <source>Inliers are being found… {percent} %</source>
        <translation>Ищутся согласные части… {percent} %</translation>
    </message>
    <message>
        <source>The picture&apos;s file is gone; what was read of it is shown</source>
        <translation>Файла снимка больше нет; показано то, что прочитано раньше</translation>
    </message>
    <message>
        <source>A part of the scene here cannot be read</source>
        <translation>Часть сцены здесь не читается</translation>
    </message>
    <message>
        <source>Hold Space to see the other picture</source>
        <translation>Удерживайте пробел, чтобы увидеть другую картинку</translation>
    </message>
</context>
<context>
    <name>CoordinateBar</name>
    <message>
        <source>Scale</source>
        <translation>Масштаб</translation>
    </message>
    <message>
        <source>Scale in the middle of the map; type another one, such as 1:5000 or 5000</source>
        <translation>Масштаб в центре карты; можно ввести другой, например 1:5000 или 5000</translation>
    </message>
    <message>
        <source>A right click copies it</source>
        <translation>Правая кнопка мыши копирует</translation>
    </message>
    <message>
        <source>Values of the bands under the cursor</source>
        <translation>Значения каналов под курсором</translation>
    </message>
    <message>
        <source>Values {values}</source>
        <translation>Значения {values}</translation>
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
        <source>N</source>
        <translation>с. ш.</translation>
    </message>
    <message>
        <source>S</source>
        <translation>ю. ш.</translation>
    </message>
    <message>
        <source>E</source>
        <translation>в. д.</translation>
    </message>
    <message>
        <source>W</source>
        <translation>з. д.</translation>
    </message>
</context>
<context>
    <name>CorrectionActions</name>
    <message>
        <source>&amp;Edit footprint</source>
        <translation>&amp;Править контур</translation>
    </message>
    <message>
        <source>Move, turn and scale the selected match on the map by handles</source>
        <translation>Двигать, поворачивать и масштабировать выбранное совпадение на карте за ручки</translation>
    </message>
    <message>
        <source>Restore the found &amp;footprint</source>
        <translation>Вернуть &amp;найденный контур</translation>
    </message>
    <message>
        <source>Put the selected matches back where the search found them</source>
        <translation>Вернуть выбранные совпадения туда, где их нашёл поиск</translation>
    </message>
    <message>
        <source>Add a match by &amp;hand…</source>
        <translation>Добавить совпадение &amp;вручную…</translation>
    </message>
    <message>
        <source>Click places in a picture and on the map where the search found nothing</source>
        <translation>Отметить места на снимке и на карте там, где поиск ничего не нашёл</translation>
    </message>
    <message>
        <source>Remove match</source>
        <translation>Убрать совпадение</translation>
    </message>
    <message>
        <source>Take the selected matches away that were made by hand</source>
        <translation>Убрать выбранные совпадения, сделанные вручную</translation>
    </message>
</context>
<context>
    <name>CrsChooser</name>
    <message>
        <source>Name, place or code, for example UTM 15 or 32615</source>
        <translation>Название, местность или код, например UTM 15 или 32615</translation>
    </message>
    <message>
        <source>Search for a CRS</source>
        <translation>Поиск СК</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Area of use</source>
        <translation>Область применения</translation>
    </message>
    <message>
        <source>Nothing fits. Try fewer words, or a code.</source>
        <translation>Ничего не найдено. Сократите запрос или введите код.</translation>
    </message>
    <message>
        <source>projected</source>
        <translation>прямоугольная</translation>
    </message>
    <message>
        <source>geographic</source>
        <translation>географическая</translation>
    </message>
    <message>
        <source>{name} ({code}, {kind})
{area}</source>
        <translation>{name} ({code}, {kind})
{area}</translation>
    </message>
    <message>
        <source>by definition</source>
        <translation>по определению</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Name a folder of places.</source>
        <translation>Назовите папку мест.</translation>
    </message>
    <message>
        <source>Make the places first.</source>
        <translation>Сначала создайте места.</translation>
    </message>
    <message>
        <source>The places that ship with the program</source>
        <translation>Места, поставляемые с программой</translation>
    </message>
    <message>
        <source>63 places in North Dakota on aerial photographs of six dates (NAIP, 5 m a pixel): good to try, and to match across dates.</source>
        <translation>63 места в Северной Дакоте на аэрофотоснимках шести дат (NAIP, 5 м на пиксель): чтобы попробовать и чтобы сопоставлять разные даты.</translation>
    </message>
    <message>
        <source>A folder of places</source>
        <translation>Папка мест</translation>
    </message>
    <message>
        <source>In the layout of University-1652: train/VIEW/PLACE/pictures, such as train/satellite/0001/a.jpg and train/drone/0001/b.jpg.</source>
        <translation>В раскладке University-1652: train/РАКУРС/МЕСТО/снимки, например train/satellite/0001/a.jpg и train/drone/0001/b.jpg.</translation>
    </message>
    <message>
        <source>Make them from the open rasters</source>
        <translation>Создать из открытых растров</translation>
    </message>
</context>
<context>
    <name>DecisionChoice</name>
    <message>
        <source>Matches with this decision</source>
        <translation>Совпадения с этим решением</translation>
    </message>
    <message>
        <source>Any decision</source>
        <translation>Любое решение</translation>
    </message>
    <message>
        <source>Not rejected</source>
        <translation>Не отклонённые</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Оценённые</translation>
    </message>
</context>
<context>
    <name>DecisionTexts</name>
    <message>
        <source>Accepted</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Unjudged</source>
        <translation>Не оценено</translation>
    </message>
</context>
<context>
    <name>DeleteQuestion</name>
    <message>
        <source>Delete weights</source>
        <translation>Удаление весов</translation>
    </message>
    <message>
        <source>Delete the weights {name}?</source>
        <translation>Удалить веса {name}?</translation>
    </message>
    <message>
        <source>It cannot be undone.</source>
        <translation>Это нельзя отменить.</translation>
    </message>
    <message>
        <source>Log and curves of the run stay.</source>
        <translation>Журнал и кривые запуска останутся.</translation>
    </message>
    <message>
        <source>The file that was imported stays where it was.</source>
        <translation>Исходный файл, который был импортирован, останется на месте.</translation>
    </message>
    <message>
        <source>The open project matches with them; it would use the shipped ones.</source>
        <translation>С ними ищет открытый проект; он перейдёт на штатные.</translation>
    </message>
    <message>
        <source>They are the default; the shipped ones would be.</source>
        <translation>Они выбраны по умолчанию; вместо них будут штатные.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
</context>
<context>
    <name>DeliverDialog</name>
    <message>
        <source>There is nothing to hand over yet: match first.</source>
        <translation>Передавать пока нечего: сначала выполните поиск.</translation>
    </message>
    <message>
        <source>There are no such matches.</source>
        <translation>Таких совпадений нет.</translation>
    </message>
    <message>
        <source>Choose at least one kind of file.</source>
        <translation>Выберите хотя бы один вид файлов.</translation>
    </message>
    <message numerus="yes">
        <source>A report takes up to %n match(es): select fewer, or leave it out.</source>
        <translation>
            <numerusform>В отчёт помещается до %n совпадения: выберите меньше или снимите отметку с отчёта.</numerusform>
            <numerusform>В отчёт помещается до %n совпадений: выберите меньше или снимите отметку с отчёта.</numerusform>
            <numerusform>В отчёт помещается до %n совпадений: выберите меньше или снимите отметку с отчёта.</numerusform>
        </translation>
    </message>
    <message>
        <source>Name a folder</source>
        <translation>Укажите папку</translation>
    </message>
    <message>
        <source>Name the files, without {signs}</source>
        <translation>Укажите имя файлов без {signs}</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>Передача результатов</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Совпадения</translation>
    </message>
    <message>
        <source>Of each match</source>
        <translation>По каждому совпадению</translation>
    </message>
    <message>
        <source>Table of the matches</source>
        <translation>Таблица совпадений</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Отчёт</translation>
    </message>
    <message>
        <source>Save to</source>
        <translation>Сохранить в</translation>
    </message>
    <message>
        <source>Its template as a &amp;GeoTIFF, where it was found</source>
        <translation>Его шаблон как &amp;GeoTIFF там, где он найден</translation>
    </message>
    <message>
        <source>Its ground control &amp;points for QGIS (.points, .vrt)</source>
        <translation>Его &amp;опорные точки для QGIS (.points, .vrt)</translation>
    </message>
    <message>
        <source>All ground control points in one CSV &amp;file</source>
        <translation>Все опорные &amp;точки в одном файле CSV</translation>
    </message>
    <message>
        <source>A &amp;report (HTML)</source>
        <translation>От&amp;чёт (HTML)</translation>
    </message>
    <message>
        <source>as proposed</source>
        <translation>как предложено</translation>
    </message>
    <message>
        <source>Fol&amp;der:</source>
        <translation>П&amp;апка:</translation>
    </message>
    <message>
        <source>&amp;Name of tables and report:</source>
        <translation>&amp;Имя таблиц и отчёта:</translation>
    </message>
    <message>
        <source>&amp;Deliver</source>
        <translation>&amp;Передать</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>Открыть &amp;папку</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Назад</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved to {folder}</source>
        <translation>
            <numerusform>%n файл сохранён в {folder}</numerusform>
            <numerusform>%n файла сохранено в {folder}</numerusform>
            <numerusform>%n файлов сохранено в {folder}</numerusform>
        </translation>
    </message>
    <message>
        <source>Not georeferenced:</source>
        <translation>Без привязки остались:</translation>
    </message>
    <message>
        <source>Good to know:</source>
        <translation>К сведению:</translation>
    </message>
</context>
<context>
    <name>Delivering</name>
    <message>
        <source>The scene has no CRS, so nobody knows where the pictures would lie</source>
        <translation>У сцены нет системы координат, поэтому неизвестно, где лежали бы снимки</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose another one, or make it first.</source>
        <translation>Папки {folder} нет. Выберите другую или сначала создайте эту.</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>Сохранено в {path}</translation>
    </message>
    <message>
        <source>Nothing was written: no match can be georeferenced.</source>
        <translation>Ничего не записано: ни одно совпадение нельзя привязать.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved to {folder}</source>
        <translation>
            <numerusform>%n файл сохранён в {folder}</numerusform>
            <numerusform>%n файла сохранено в {folder}</numerusform>
            <numerusform>%n файлов сохранено в {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) could not be georeferenced</source>
        <translation>
            <numerusform>%n совпадение не удалось привязать</numerusform>
            <numerusform>%n совпадения не удалось привязать</numerusform>
            <numerusform>%n совпадений не удалось привязать</numerusform>
        </translation>
    </message>
    <message>
        <source>These results were made with other templates or settings.</source>
        <translation>Эти результаты получены с другими шаблонами или настройками.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Открыть отчёт</translation>
    </message>
    <message>
        <source>Nothing was written: {reason}</source>
        <translation>Ничего не записано: {reason}</translation>
    </message>
</context>
<context>
    <name>DeliveryActions</name>
    <message>
        <source>&amp;Report…</source>
        <translation>От&amp;чёт…</translation>
    </message>
    <message>
        <source>Write matches with map, pictures and coordinates as a page to read and print</source>
        <translation>Записать совпадения с картой, снимками и координатами как страницу для чтения и печати</translation>
    </message>
    <message>
        <source>De&amp;liver…</source>
        <translation>Передать ре&amp;зультаты…</translation>
    </message>
    <message>
        <source>Save accepted matches in one go: georeferenced templates, control points, tables and a report</source>
        <translation>Сохранить принятые совпадения за один раз: шаблоны с привязкой, опорные точки, таблицы и отчёт</translation>
    </message>
</context>
<context>
    <name>DeliveryDialog</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Отменено; ничего не записано.</translation>
    </message>
</context>
<context>
    <name>DeviceChip</name>
    <message>
        <source>Click to examine this machine.</source>
        <translation>Щёлкните, чтобы проверить компьютер.</translation>
    </message>
    <message>
        <source>Engine: problem</source>
        <translation>Модуль поиска: ошибка</translation>
    </message>
    <message>
        <source>Matches are computed here.</source>
        <translation>Поиск вычисляется на этом устройстве.</translation>
    </message>
    <message>
        <source>Loading the engine…</source>
        <translation>Загрузка модуля поиска…</translation>
    </message>
    <message>
        <source>Scenes can be opened and looked at meanwhile.</source>
        <translation>Сцены тем временем можно открывать и просматривать.</translation>
    </message>
    <message numerus="yes">
        <source>CPU · %n thread(s)</source>
        <translation>
            <numerusform>CPU · %n поток</numerusform>
            <numerusform>CPU · %n потока</numerusform>
            <numerusform>CPU · %n потоков</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>software</source>
        <translation>программы</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>компьютер</translation>
    </message>
    <message>
        <source>devices</source>
        <translation>устройства</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>веса</translation>
    </message>
    <message>
        <source>window</source>
        <translation>окно</translation>
    </message>
    <message>
        <source>cores</source>
        <translation>ядра</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>память</translation>
    </message>
    <message>
        <source>temporary files</source>
        <translation>временные файлы</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>настройки</translation>
    </message>
    <message>
        <source>features of scenes</source>
        <translation>признаки сцен</translation>
    </message>
    <message>
        <source>cpu</source>
        <translation>процессор</translation>
    </message>
    <message>
        <source>NVIDIA driver</source>
        <translation>драйвер NVIDIA</translation>
    </message>
    <message>
        <source>drivers</source>
        <translation>драйверы</translation>
    </message>
    <message>
        <source>grids</source>
        <translation>файлы сеток</translation>
    </message>
    <message>
        <source>network</source>
        <translation>сеть</translation>
    </message>
    <message>
        <source>screen</source>
        <translation>экран</translation>
    </message>
    <message>
        <source>{n} on {system}</source>
        <translation>{n} в {system}</translation>
    </message>
    <message>
        <source>{n} of {m}</source>
        <translation>{n} из {m}</translation>
    </message>
    <message>
        <source>{n} GiB free</source>
        <translation>свободно {n} ГиБ</translation>
    </message>
    <message>
        <source>{folder}, {n} GiB free</source>
        <translation>{folder}, свободно {n} ГиБ</translation>
    </message>
    <message>
        <source>{version}, built for {backend}</source>
        <translation>{version}, сборка для {backend}</translation>
    </message>
    <message>
        <source>the processor only</source>
        <translation>процессора</translation>
    </message>
    <message>
        <source>{n} threads</source>
        <translation>потоков: {n}</translation>
    </message>
    <message>
        <source>{name}, {n} of {m} GiB free, capability {capability}</source>
        <translation>{name}, свободно {n} из {m} ГиБ, compute capability {capability}</translation>
    </message>
    <message>
        <source>{driver}, knows CUDA up to {version}</source>
        <translation>{driver}, поддерживает CUDA до {version}</translation>
    </message>
    <message>
        <source>version unknown</source>
        <translation>версия неизвестна</translation>
    </message>
    <message>
        <source>there</source>
        <translation>есть</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>on</source>
        <translation>включена</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выключена</translation>
    </message>
    <message>
        <source>{version}, data in {folder}</source>
        <translation>{version}, данные: {folder}</translation>
    </message>
    <message>
        <source>the library</source>
        <translation>в самой библиотеке</translation>
    </message>
    <message>
        <source>all there</source>
        <translation>все на месте</translation>
    </message>
    <message>
        <source>without {names}</source>
        <translation>без {names}</translation>
    </message>
    <message>
        <source>{library}, database {version} (EPSG {epsg}) {file}</source>
        <translation>{library}, база данных {version} (EPSG {epsg}) {file}</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>не найдена</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>файлов: {n}</translation>
    </message>
    <message>
        <source>none; between old datums coordinates are good to some metres</source>
        <translation>нет; между старыми датумами точность координат – несколько метров</translation>
    </message>
    <message>
        <source>{value} (kept, as {name} says)</source>
        <translation>{value} (оставлено, как велит {name})</translation>
    </message>
    <message>
        <source>{version}, starts</source>
        <translation>{version}, запускается</translation>
    </message>
    <message>
        <source>could not be checked: {error}</source>
        <translation>не удалось проверить: {error}</translation>
    </message>
    <message>
        <source>install the program again; if that does not help, report this line</source>
        <translation>установите программу заново; если не поможет, сообщите эту строку</translation>
    </message>
    <message>
        <source>install the program again</source>
        <translation>установите программу заново</translation>
    </message>
    <message>
        <source>install the program again: its files are damaged</source>
        <translation>установите программу заново: её файлы повреждены</translation>
    </message>
    <message>
        <source>{requirement} is needed, {version} is installed</source>
        <translation>нужна {requirement}, а установлена {version}</translation>
    </message>
    <message>
        <source>{name} does not load: {error}</source>
        <translation>{name} не загружается: {error}</translation>
    </message>
    <message>
        <source>{names} are installed and overwrite each other&apos;s files</source>
        <translation>установлены {names}, они затирают файлы друг друга</translation>
    </message>
    <message>
        <source>OpenCV brings a Qt of its own, which the window may load instead of PySide6&apos;s</source>
        <translation>OpenCV принёс с собой Qt, и окно может загрузить его вместо Qt из PySide6</translation>
    </message>
    <message>
        <source>Qt is told to load its plug-ins from {folder}</source>
        <translation>Qt велено брать модули из {folder}</translation>
    </message>
    <message>
        <source>unset QT_PLUGIN_PATH and QT_QPA_PLATFORM_PLUGIN_PATH if the window does not start</source>
        <translation>если окно не открывается, уберите переменные QT_PLUGIN_PATH и QT_QPA_PLATFORM_PLUGIN_PATH</translation>
    </message>
    <message>
        <source>only {n} GiB of memory are free</source>
        <translation>свободно только {n} ГиБ памяти</translation>
    </message>
    <message>
        <source>close other programs, or set memory_mib: 256 and tile_px: 256 in a settings file</source>
        <translation>закройте другие программы или задайте memory_mib: 256 и tile_px: 256 в файле настроек</translation>
    </message>
    <message>
        <source>no folder takes temporary files: {error}</source>
        <translation>временные файлы некуда записать: {error}</translation>
    </message>
    <message>
        <source>set TMPDIR (Windows: TEMP)</source>
        <translation>задайте TMPDIR (в Windows – TEMP)</translation>
    </message>
    <message>
        <source>set TMPDIR (Windows: TEMP) to another folder</source>
        <translation>укажите в TMPDIR (в Windows – TEMP) другую папку</translation>
    </message>
    <message>
        <source>let your user write to that folder</source>
        <translation>дайте своей учётной записи право записи в эту папку</translation>
    </message>
    <message>
        <source>set NEUROCORRELATOR_CACHE to another folder, or cache_gib: 0 in a settings file</source>
        <translation>укажите в NEUROCORRELATOR_CACHE другую папку или cache_gib: 0 в файле настроек</translation>
    </message>
    <message>
        <source>{folder}: takes no file ({error})</source>
        <translation>{folder}: файл не записывается ({error})</translation>
    </message>
    <message>
        <source>{folder}: only {n} MiB are free</source>
        <translation>{folder}: свободно только {n} МиБ</translation>
    </message>
    <message>
        <source>make room on that disk</source>
        <translation>освободите место на этом диске</translation>
    </message>
    <message>
        <source>torch is not installed</source>
        <translation>torch не установлен</translation>
    </message>
    <message>
        <source>torch does not compute: {error}</source>
        <translation>torch не считает: {error}</translation>
    </message>
    <message>
        <source>{device} ({name}) does not compute: {error}</source>
        <translation>{device} ({name}) не считает: {error}</translation>
    </message>
    <message>
        <source>--device cpu for now; {fix}</source>
        <translation>пока выберите устройство cpu; {fix}</translation>
    </message>
    <message>
        <source>install the newest Microsoft Visual C++ Redistributable for x64 and start again; if that does not help: {command}</source>
        <translation>установите новейший Microsoft Visual C++ Redistributable для x64 и запустите снова; если не поможет: {command}</translation>
    </message>
    <message>
        <source>{command} (in a checkout start the program with `uv run --no-sync` from then on)</source>
        <translation>{command} (в рабочей копии запускайте потом программу через `uv run --no-sync`)</translation>
    </message>
    <message>
        <source>this torch computes on the processor only, though there is {names}</source>
        <translation>эта сборка torch считает только на процессоре, хотя есть {names}</translation>
    </message>
    <message>
        <source>the NVIDIA driver knows CUDA up to {version}, this torch needs {needed}</source>
        <translation>драйвер NVIDIA поддерживает CUDA до {version}, а этой сборке torch нужна {needed}</translation>
    </message>
    <message>
        <source>update the driver, or {fix}</source>
        <translation>обновите драйвер, или {fix}</translation>
    </message>
    <message>
        <source>torch cannot use {names}: {error}</source>
        <translation>torch не может использовать {names}: {error}</translation>
    </message>
    <message>
        <source>CUDA is not available</source>
        <translation>CUDA недоступна</translation>
    </message>
    <message>
        <source>check that CUDA_VISIBLE_DEVICES is not empty; restart the machine; update the driver</source>
        <translation>проверьте, что CUDA_VISIBLE_DEVICES не пуста; перезагрузите компьютер; обновите драйвер</translation>
    </message>
    <message>
        <source>the NVIDIA driver does not start (error {n})</source>
        <translation>драйвер NVIDIA не запускается (ошибка {n})</translation>
    </message>
    <message>
        <source>restart the machine; update the driver</source>
        <translation>перезагрузите компьютер; обновите драйвер</translation>
    </message>
    <message>
        <source>the shipped weights cannot be read: {error}</source>
        <translation>веса из поставки не читаются: {error}</translation>
    </message>
    <message>
        <source>{file}: is not the file that was shipped</source>
        <translation>{file}: это не файл из поставки</translation>
    </message>
    <message>
        <source>the weights do not load: {error}</source>
        <translation>веса не загружаются: {error}</translation>
    </message>
    <message>
        <source>GDAL cannot read or write {names}</source>
        <translation>GDAL не читает или не пишет {names}</translation>
    </message>
    <message>
        <source>GDAL does not write a GeoTIFF: {error}</source>
        <translation>GDAL не записывает GeoTIFF: {error}</translation>
    </message>
    <message>
        <source>{command} (its wheel brings GDAL and PROJ)</source>
        <translation>{command} (с ним ставятся GDAL и PROJ)</translation>
    </message>
    <message>
        <source>{command} (its wheel brings PROJ)</source>
        <translation>{command} (с ним ставится PROJ)</translation>
    </message>
    <message>
        <source>PROJ fetches grids from the network</source>
        <translation>PROJ загружает файлы сеток из сети</translation>
    </message>
    <message>
        <source>unset PROJ_NETWORK on a closed network</source>
        <translation>в закрытой сети уберите переменную PROJ_NETWORK</translation>
    </message>
    <message>
        <source>{package} cannot look up EPSG:32615: {error}</source>
        <translation>{package} не находит EPSG:32615: {error}</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>нет ответа</translation>
    </message>
    <message>
        <source>{package} gives coordinates that are {n} m off</source>
        <translation>{package} ошибается в координатах на {n} м</translation>
    </message>
    <message>
        <source>{package}: PROJ {library} reads a database of PROJ {database}</source>
        <translation>{package}: PROJ {library} читает базу данных от PROJ {database}</translation>
    </message>
    <message>
        <source>unset {names}, or {name}</source>
        <translation>уберите переменные {names} или {name}</translation>
    </message>
    <message>
        <source>{setting} was left behind by another program; it is not used here</source>
        <translation>{setting} осталась от другой программы; здесь она не используется</translation>
    </message>
    <message>
        <source>nothing to do; {name}=1 would keep it</source>
        <translation>делать ничего не нужно; {name}=1 оставит её</translation>
    </message>
    <message>
        <source>Qt does not start: {error}</source>
        <translation>Qt не запускается: {error}</translation>
    </message>
    <message>
        <source>the window cannot open on a screen without {names}</source>
        <translation>окно не откроется на экране без {names}</translation>
    </message>
    <message>
        <source>cannot be asked, Python does not start ({error})</source>
        <translation>проверить нельзя, Python не запускается ({error})</translation>
    </message>
    <message>
        <source>gives no answer within {n} s</source>
        <translation>нет ответа за {n} с</translation>
    </message>
    <message>
        <source>crashes (exit code {code})</source>
        <translation>аварийно завершается (код {code})</translation>
    </message>
    <message>
        <source>crashes (exit code {code}): {error}</source>
        <translation>аварийно завершается (код {code}): {error}</translation>
    </message>
    <message>
        <source>{command}, then {other}</source>
        <translation>{command}, затем {other}</translation>
    </message>
</context>
<context>
    <name>DiscardQuestion</name>
    <message>
        <source>Discard the run</source>
        <translation>Удалить запуск</translation>
    </message>
    <message>
        <source>End {name} and remove all that it has made?</source>
        <translation>Завершить {name} и удалить всё, что сделано?</translation>
    </message>
    <message>
        <source>It cannot be undone. “Stop early” ends it too, and keeps the best epoch.</source>
        <translation>Отменить это нельзя. «Остановить раньше» тоже завершает запуск, но сохраняет лучшую эпоху.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>Examination of this machine</source>
        <translation>Проверка компьютера</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>Параметр</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Examine again</source>
        <translation>Проверить снова</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Each library is loaded once in a process of its own; some seconds…</source>
        <translation>Каждая библиотека загружается в отдельном процессе; это займёт несколько секунд…</translation>
    </message>
    <message>
        <source>The examination failed: {reason}</source>
        <translation>Проверка не удалась: {reason}</translation>
    </message>
    <message>
        <source>The examination was cancelled.</source>
        <translation>Проверка отменена.</translation>
    </message>
    <message>
        <source>Something hinders the work; the ways out are below.</source>
        <translation>Есть препятствия для работы; что делать — ниже.</translation>
    </message>
    <message>
        <source>Nothing hinders the work; some things could be better.</source>
        <translation>Препятствий для работы нет, но кое-что можно улучшить.</translation>
    </message>
    <message>
        <source>Nothing hinders the work.</source>
        <translation>Препятствий для работы нет.</translation>
    </message>
    <message>
        <source>Way out: {fix}</source>
        <translation>Что делать: {fix}</translation>
    </message>
</context>
<context>
    <name>DrawPolygon</name>
    <message>
        <source>Draw a polygon: click its corners · Esc gives up</source>
        <translation>Постройте полигон: щёлкайте по вершинам · Esc — отмена</translation>
    </message>
    <message>
        <source>Double click or Enter closes the polygon · Backspace takes the last corner away · Esc gives up</source>
        <translation>Двойной щелчок или Enter — замкнуть полигон · Backspace — убрать последнюю вершину · Esc — отмена</translation>
    </message>
    <message>
        <source>A polygon needs three corners that do not lie on one line</source>
        <translation>Полигону нужны три вершины, не лежащие на одной прямой</translation>
    </message>
    <message>
        <source>This side would cross another one</source>
        <translation>Эта сторона пересекла бы другую</translation>
    </message>
</context>
<context>
    <name>DrawRectangle</name>
    <message>
        <source>Draw a rectangle: drag, or click two corners · Esc gives up</source>
        <translation>Постройте прямоугольник: протяните мышью или щёлкните по двум углам · Esc — отмена</translation>
    </message>
    <message>
        <source>Click the opposite corner · Backspace begins again · Esc gives up</source>
        <translation>Щёлкните по противоположному углу · Backspace — начать заново · Esc — отмена</translation>
    </message>
    <message>
        <source>A rectangle needs width and height</source>
        <translation>Прямоугольнику нужны ширина и высота</translation>
    </message>
</context>
<context>
    <name>EditActions</name>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Правка</translation>
    </message>
    <message>
        <source>&amp;Undo {edit}</source>
        <translation>&amp;Отменить {edit}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Отменить</translation>
    </message>
    <message>
        <source>Take back the last edit of templates, layers, areas, settings or judgements</source>
        <translation>Вернуть назад последнее изменение шаблонов, слоёв, областей, настроек или оценок</translation>
    </message>
    <message>
        <source>&amp;Redo {edit}</source>
        <translation>&amp;Повторить {edit}</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Повторить</translation>
    </message>
    <message>
        <source>Do again what was taken back last</source>
        <translation>Сделать снова то, что было отменено последним</translation>
    </message>
</context>
<context>
    <name>EditFootprint</name>
    <message>
        <source>Select one match: click on its footprint · Esc ends</source>
        <translation>Выберите одно совпадение: щёлкните его контур · Esc — закончить</translation>
    </message>
    <message>
        <source>Drag inside to move, the round handle to turn, a corner to scale (Shift: the corner alone) · arrow keys move by a pixel · Esc ends</source>
        <translation>Тяните внутри, чтобы двигать, круглую ручку — чтобы повернуть, угол — чтобы масштабировать (с Shift — один угол) · стрелки двигают на пиксель · Esc — закончить</translation>
    </message>
    <message>
        <source>No picture can lie like this: its corners would change places</source>
        <translation>Так снимок лежать не может: его углы поменялись бы местами</translation>
    </message>
    <message>
        <source>Esc restores</source>
        <translation>Esc — вернуть</translation>
    </message>
    <message>
        <source>Moved by {distance}</source>
        <translation>Сдвиг на {distance}</translation>
    </message>
    <message>
        <source>Turned by {angle}°</source>
        <translation>Поворот на {angle}°</translation>
    </message>
    <message>
        <source>The corner alone is moved</source>
        <translation>Двигается один угол</translation>
    </message>
    <message>
        <source>Scaled by {factor}</source>
        <translation>Масштаб × {factor}</translation>
    </message>
    <message>
        <source>{number} m</source>
        <translation>{number} м</translation>
    </message>
    <message>
        <source>{number} px</source>
        <translation>{number} пикс.</translation>
    </message>
</context>
<context>
    <name>EditTexts</name>
    <message>
        <source>order of the layers</source>
        <translation>изменение порядка слоёв</translation>
    </message>
    <message>
        <source>settings of the match</source>
        <translation>изменение настроек поиска</translation>
    </message>
    <message>
        <source>where to search</source>
        <translation>изменение области поиска</translation>
    </message>
    <message>
        <source>scene to search in</source>
        <translation>смену сцены поиска</translation>
    </message>
    <message numerus="yes">
        <source>open %n file(s)</source>
        <translation>
            <numerusform>открытие %n файла</numerusform>
            <numerusform>открытие %n файлов</numerusform>
            <numerusform>открытие %n файлов</numerusform>
        </translation>
    </message>
    <message>
        <source>add match by hand</source>
        <translation>добавление совпадения вручную</translation>
    </message>
    <message>
        <source>add area</source>
        <translation>добавление области</translation>
    </message>
    <message>
        <source>remove area</source>
        <translation>удаление области</translation>
    </message>
    <message>
        <source>add layer</source>
        <translation>добавление слоя</translation>
    </message>
    <message>
        <source>remove layer</source>
        <translation>удаление слоя</translation>
    </message>
    <message numerus="yes">
        <source>add %n template(s)</source>
        <translation>
            <numerusform>добавление %n шаблона</numerusform>
            <numerusform>добавление %n шаблонов</numerusform>
            <numerusform>добавление %n шаблонов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>remove %n template(s)</source>
        <translation>
            <numerusform>удаление %n шаблона</numerusform>
            <numerusform>удаление %n шаблонов</numerusform>
            <numerusform>удаление %n шаблонов</numerusform>
        </translation>
    </message>
    <message>
        <source>order of the templates</source>
        <translation>изменение порядка шаблонов</translation>
    </message>
    <message>
        <source>check templates</source>
        <translation>изменение отметок шаблонов</translation>
    </message>
    <message>
        <source>rename template</source>
        <translation>изменение имени шаблона</translation>
    </message>
    <message>
        <source>mask of a template</source>
        <translation>изменение маски шаблона</translation>
    </message>
    <message>
        <source>GSD</source>
        <translation>изменение GSD</translation>
    </message>
    <message>
        <source>heading</source>
        <translation>изменение азимута</translation>
    </message>
    <message>
        <source>GSD and heading</source>
        <translation>изменение GSD и азимута</translation>
    </message>
    <message>
        <source>remove match</source>
        <translation>удаление совпадения</translation>
    </message>
    <message>
        <source>opacity</source>
        <translation>изменение непрозрачности</translation>
    </message>
    <message>
        <source>rename layer</source>
        <translation>изменение имени слоя</translation>
    </message>
    <message>
        <source>edit area</source>
        <translation>изменение области</translation>
    </message>
    <message>
        <source>assign CRS</source>
        <translation>назначение системы координат</translation>
    </message>
    <message>
        <source>bands or contrast</source>
        <translation>смену каналов или контраста</translation>
    </message>
    <message>
        <source>contrast and colours</source>
        <translation>изменение контраста и цветов</translation>
    </message>
    <message>
        <source>look of a layer</source>
        <translation>изменение вида слоя</translation>
    </message>
    <message>
        <source>show {name}</source>
        <translation>показ {name}</translation>
    </message>
    <message>
        <source>hide {name}</source>
        <translation>скрытие {name}</translation>
    </message>
    <message>
        <source>show layer</source>
        <translation>показ слоя</translation>
    </message>
    <message>
        <source>hide layer</source>
        <translation>скрытие слоя</translation>
    </message>
    <message>
        <source>correct footprint</source>
        <translation>исправление контура</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>изменение комментария</translation>
    </message>
    <message numerus="yes">
        <source>accept %n match(es)</source>
        <translation>
            <numerusform>принятие %n совпадения</numerusform>
            <numerusform>принятие %n совпадений</numerusform>
            <numerusform>принятие %n совпадений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reject %n match(es)</source>
        <translation>
            <numerusform>отклонение %n совпадения</numerusform>
            <numerusform>отклонение %n совпадений</numerusform>
            <numerusform>отклонение %n совпадений</numerusform>
        </translation>
    </message>
    <message>
        <source>take back the judgement</source>
        <translation>снятие оценки</translation>
    </message>
</context>
<context>
    <name>ErrorReportDialog</name>
    <message>
        <source>Error report</source>
        <translation>Отчёт об ошибке</translation>
    </message>
    <message>
        <source>The program ended unexpectedly. If you report this, please attach the text below and say what you did before.</source>
        <translation>Программа неожиданно завершилась. Если будете сообщать об этом, приложите текст ниже и напишите, что вы делали перед этим.</translation>
    </message>
    <message>
        <source>Something went wrong that should not. If you report this, please attach the text below and say what you did before.</source>
        <translation>Произошла ошибка, которой быть не должно. Если будете сообщать о ней, приложите текст ниже и напишите, что вы делали перед этим.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>Сохранено в {path}</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}); choose another place.</source>
        <translation>Не удалось записать {path} ({reason}); выберите другое место.</translation>
    </message>
    <message>
        <source>Nothing is sent by itself. The name of your home folder is replaced by ~.</source>
        <translation>Само ничего не отправляется. Имя домашней папки заменено на ~.</translation>
    </message>
    <message>
        <source>The report was copied.</source>
        <translation>Отчёт скопирован.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Сохранить отчёт</translation>
    </message>
</context>
<context>
    <name>EstimateLine</name>
    <message>
        <source>Measure again</source>
        <translation>Измерить снова</translation>
    </message>
    <message>
        <source>Other programs that compute now slow the measuring down, as they would the run</source>
        <translation>Другие вычисляющие программы замедляют измерение, как замедлили бы и обучение</translation>
    </message>
    <message>
        <source>Memory and time are not known: {reason}</source>
        <translation>Память и время неизвестны: {reason}</translation>
    </message>
    <message>
        <source>Measuring memory and time of a few steps…</source>
        <translation>Измеряются память и время нескольких шагов…</translation>
    </message>
    <message>
        <source>Good: it fits, and an epoch takes minutes.</source>
        <translation>Хорошо: памяти хватает, эпоха длится минуты.</translation>
    </message>
    <message>
        <source>Does not fit into the memory: choose fewer places a batch or smaller pictures.</source>
        <translation>Не помещается в память: уменьшите число мест в пакете или размер снимков.</translation>
    </message>
    <message>
        <source>Tight: the memory just suffices.</source>
        <translation>Впритык: памяти едва хватит.</translation>
    </message>
    <message>
        <source>Too slow: an epoch takes hours; choose a quicker preset, or a GPU.</source>
        <translation>Слишком долго: эпоха длится часы; выберите более быстрый набор или GPU.</translation>
    </message>
    <message>
        <source>Slow: an epoch takes tens of minutes.</source>
        <translation>Долго: эпоха длится десятки минут.</translation>
    </message>
    <message>
        <source>memory {needed}</source>
        <translation>память {needed}</translation>
    </message>
    <message>
        <source>memory {needed} of {free} that are free</source>
        <translation>память {needed} из свободных {free}</translation>
    </message>
    <message>
        <source>an epoch about {epoch}</source>
        <translation>эпоха около {epoch}</translation>
    </message>
    <message>
        <source>all {n} epochs about {whole}</source>
        <translation>все эпохи ({n}) около {whole}</translation>
    </message>
    <message>
        <source>on {device}</source>
        <translation>на {device}</translation>
    </message>
    <message>
        <source>With the settings as they are now ({preset}).</source>
        <translation>С нынешними параметрами ({preset}).</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} с</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} мин</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} ч</translation>
    </message>
    <message>
        <source>{n} GiB</source>
        <translation>{n} ГиБ</translation>
    </message>
</context>
<context>
    <name>ExportCrs</name>
    <message>
        <source>CRS (CSV, GeoPackage):</source>
        <translation>СК (CSV, GeoPackage):</translation>
    </message>
    <message>
        <source>Assign CRS…</source>
        <translation>Назначить СК…</translation>
    </message>
    <message>
        <source>The scene&apos;s: {name}</source>
        <translation>Как у сцены: {name}</translation>
    </message>
    <message>
        <source>WGS 84 (longitude, latitude)</source>
        <translation>WGS 84 (долгота, широта)</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Другая…</translation>
    </message>
    <message>
        <source>The scene has no CRS: tables have pixel coordinates only.</source>
        <translation>У сцены нет СК: в таблицах будут только координаты в пикселях.</translation>
    </message>
    <message>
        <source>Coordinates as they are, without any change.</source>
        <translation>Координаты как есть, без пересчёта.</translation>
    </message>
    <message>
        <source>Asking for the accuracy…</source>
        <translation>Определение точности…</translation>
    </message>
    <message>
        <source>Only the projection changes: nothing is lost.</source>
        <translation>Меняется только проекция: точность не теряется.</translation>
    </message>
    <message>
        <source>Accuracy about {metres} m ({way})</source>
        <translation>Точность около {metres} м ({way})</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Совпадения</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Файлы</translation>
    </message>
    <message>
        <source>Save to</source>
        <translation>Сохранить в</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Экспорт</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>The map is not drawn completely yet. Try again, or leave the picture out.</source>
        <translation>Карта ещё не прорисована полностью. Повторите или снимите отметку с изображения карты.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of these names exist already.</source>
        <translation>
            <numerusform>Уже есть %n файл с таким именем.</numerusform>
            <numerusform>Уже есть %n файла с такими именами.</numerusform>
            <numerusform>Уже есть %n файлов с такими именами.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Заменить</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>Экспорт отменён; ничего не записано.</translation>
    </message>
    <message>
        <source>There are no matches to export yet.</source>
        <translation>Экспортировать пока нечего: совпадений нет.</translation>
    </message>
    <message>
        <source>Choose at least one format.</source>
        <translation>Выберите хотя бы один формат.</translation>
    </message>
    <message>
        <source>There are no such matches.</source>
        <translation>Таких совпадений нет.</translation>
    </message>
    <message>
        <source>&amp;Selected ({count})</source>
        <translation>&amp;Выбранные ({count})</translation>
    </message>
    <message>
        <source>Sho&amp;wn ({count})</source>
        <translation>&amp;Показанные ({count})</translation>
    </message>
    <message>
        <source>&amp;All ({count})</source>
        <translation>В&amp;се ({count})</translation>
    </message>
    <message>
        <source>Acce&amp;pted ({count})</source>
        <translation>&amp;Принятые ({count})</translation>
    </message>
</context>
<context>
    <name>ExportFormats</name>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>CSV for Excel</source>
        <translation>CSV для Excel</translation>
    </message>
    <message>
        <source>Heatmap (GeoTIFF)</source>
        <translation>Тепловая карта (GeoTIFF)</translation>
    </message>
    <message>
        <source>Picture of the map</source>
        <translation>Изображение карты</translation>
    </message>
    <message>
        <source>All templates</source>
        <translation>Все шаблоны</translation>
    </message>
    <message>
        <source>{width} × {height} px</source>
        <translation>{width} × {height} пикс.</translation>
    </message>
    <message>
        <source>Not without a CRS: it needs longitude and latitude</source>
        <translation>Недоступно без СК: нужны долгота и широта</translation>
    </message>
    <message>
        <source>Not installed: pip install &quot;neurocorrelator[gis]&quot;</source>
        <translation>Не установлено: pip install &quot;neurocorrelator[gis]&quot;</translation>
    </message>
    <message>
        <source>There is no heatmap</source>
        <translation>Тепловой карты нет</translation>
    </message>
    <message>
        <source>For programs: decimal point, comma between values</source>
        <translation>Для программ: десятичная точка, значения через запятую</translation>
    </message>
    <message>
        <source>By the system&apos;s region: decimal comma, semicolon between values</source>
        <translation>По региону системы: десятичная запятая, значения через точку с запятой</translation>
    </message>
    <message>
        <source>By the system&apos;s region: decimal point, comma between values</source>
        <translation>По региону системы: десятичная точка, значения через запятую</translation>
    </message>
    <message>
        <source>Always WGS 84</source>
        <translation>Всегда WGS 84</translation>
    </message>
</context>
<context>
    <name>ExportTarget</name>
    <message>
        <source>Name a folder</source>
        <translation>Укажите папку</translation>
    </message>
    <message>
        <source>Name the files</source>
        <translation>Укажите имя файлов</translation>
    </message>
    <message>
        <source>A name cannot have {signs}</source>
        <translation>В имени нельзя использовать {signs}</translation>
    </message>
    <message>
        <source>The name is too long</source>
        <translation>Слишком длинное имя</translation>
    </message>
    <message>
        <source>There is no such folder</source>
        <translation>Такой папки нет</translation>
    </message>
    <message>
        <source>F&amp;older:</source>
        <translation>П&amp;апка:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Имя:</translation>
    </message>
    <message>
        <source>Files:</source>
        <translation>Файлы:</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Выбрать папку</translation>
    </message>
    <message>
        <source>exists, will be replaced</source>
        <translation>есть, будет заменён</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Saved to {path}</source>
        <translation>Сохранено в {path}</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) copied to the clipboard</source>
        <translation>
            <numerusform>%n совпадение скопировано в буфер обмена</numerusform>
            <numerusform>%n совпадения скопировано в буфер обмена</numerusform>
            <numerusform>%n совпадений скопировано в буфер обмена</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no folder {folder}. Choose another one, or make it first.</source>
        <translation>Папки {folder} нет. Выберите другую или сначала создайте эту.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved to {folder}</source>
        <translation>
            <numerusform>%n файл сохранён в {folder}</numerusform>
            <numerusform>%n файла сохранено в {folder}</numerusform>
            <numerusform>%n файлов сохранено в {folder}</numerusform>
        </translation>
    </message>
    <message>
        <source>These results were made with other templates or settings.</source>
        <translation>Эти результаты получены с другими шаблонами или настройками.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>The export failed: {reason}</source>
        <translation>Экспорт не удался: {reason}</translation>
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
        <source>Folder for the export</source>
        <translation>Папка для экспорта</translation>
    </message>
    <message>
        <source>Save picture of the map</source>
        <translation>Сохранить изображение карты</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Открыть проект</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>Сохранить проект</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Проекты</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Сохранить отчёт</translation>
    </message>
    <message>
        <source>Open areas of interest</source>
        <translation>Открыть области интереса</translation>
    </message>
    <message>
        <source>Vector files</source>
        <translation>Векторные файлы</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Все файлы</translation>
    </message>
    <message>
        <source>Load the settings of a match</source>
        <translation>Загрузить настройки поиска</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Save the settings of a match</source>
        <translation>Сохранить настройки поиска</translation>
    </message>
    <message>
        <source>Choose weights</source>
        <translation>Выбрать веса</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
    <message>
        <source>Folder of places</source>
        <translation>Папка мест</translation>
    </message>
    <message>
        <source>Import settings of training</source>
        <translation>Загрузить параметры обучения</translation>
    </message>
    <message>
        <source>Save settings of training</source>
        <translation>Сохранить параметры обучения</translation>
    </message>
    <message>
        <source>Export weights</source>
        <translation>Экспорт весов</translation>
    </message>
</context>
<context>
    <name>FoldedRow</name>
    <message numerus="yes">
        <source>and %n more message(s)</source>
        <translation>
            <numerusform>и ещё %n сообщение</numerusform>
            <numerusform>и ещё %n сообщения</numerusform>
            <numerusform>и ещё %n сообщений</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>Показать журнал</translation>
    </message>
    <message>
        <source>Read all that was said, also what is no longer shown</source>
        <translation>Прочитать все сообщения, и те, что уже не показаны</translation>
    </message>
    <message>
        <source>Close all</source>
        <translation>Закрыть все</translation>
    </message>
    <message>
        <source>Take all messages away; the log keeps them</source>
        <translation>Убрать все сообщения; в журнале они останутся</translation>
    </message>
</context>
<context>
    <name>Georeferencing</name>
    <message>
        <source>Select a match first</source>
        <translation>Сначала выберите совпадение</translation>
    </message>
    <message>
        <source>The scene has no CRS, so nobody knows where the picture would lie</source>
        <translation>У сцены нет системы координат, поэтому неизвестно, где лежал бы снимок</translation>
    </message>
    <message>
        <source>{name} was cancelled; nothing was written.</source>
        <translation>Запись {name} отменена; ничего не записано.</translation>
    </message>
    <message>
        <source>Nothing was written: {names} would be replaced in {folder}.</source>
        <translation>Ничего не записано: в {folder} были бы заменены {names}.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Заменить</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>Сохранено в {path}</translation>
    </message>
    <message>
        <source>Add as a layer</source>
        <translation>Добавить слоем</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>The template was not georeferenced: {reason}</source>
        <translation>Шаблон не привязан: {reason}</translation>
    </message>
</context>
<context>
    <name>GoToBar</name>
    <message>
        <source>&amp;Go to</source>
        <translation>П&amp;ерейти к</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Перейти</translation>
    </message>
    <message>
        <source>Show this place in the middle of the map (Enter)</source>
        <translation>Показать это место в середине карты (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Закрыть (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Координаты</translation>
    </message>
    <message>
        <source>44.97, -93.23 or 44°58&apos;12&quot;N 93°14&apos;W or X Y</source>
        <translation>44.97, -93.23, или 44°58&apos;12&quot;N 93°14&apos;W, или X Y</translation>
    </message>
    <message>
        <source>Latitude and longitude (decimal or degrees, minutes, seconds), X and Y in the scene&apos;s CRS, or a pixel as “px 100 200”</source>
        <translation>Широта и долгота (десятичные или градусы, минуты, секунды), X и Y в СК сцены или пиксель в виде «px 100 200»</translation>
    </message>
    <message>
        <source>This place lies outside of the scene</source>
        <translation>Это место за пределами сцены</translation>
    </message>
</context>
<context>
    <name>GuideBrowser</name>
    <message>
        <source>{name} does not ship with the program.</source>
        <translation>{name} не поставляется вместе с программой.</translation>
    </message>
</context>
<context>
    <name>GuideDialog</name>
    <message>
        <source>User guide</source>
        <translation>Руководство пользователя</translation>
    </message>
    <message>
        <source>Back to what was read before (Alt+Left)</source>
        <translation>Назад к прочитанному раньше (Alt+Left)</translation>
    </message>
    <message>
        <source>Forward again, after going back (Alt+Right)</source>
        <translation>Снова вперёд, после возврата назад (Alt+Right)</translation>
    </message>
    <message>
        <source>Search in the guide (Ctrl+F)</source>
        <translation>Поиск в руководстве (Ctrl+F)</translation>
    </message>
    <message>
        <source>All places with these letters are marked; Enter goes on</source>
        <translation>Все места с этими буквами отмечены; Enter переходит к следующему</translation>
    </message>
    <message>
        <source>Go to the next place with these letters (F3)</source>
        <translation>К следующему месту с этими буквами (F3)</translation>
    </message>
    <message>
        <source>Go to the place with these letters before (Shift+F3)</source>
        <translation>К предыдущему месту с этими буквами (Shift+F3)</translation>
    </message>
    <message>
        <source>{title} (in English)</source>
        <translation>{title} (на английском)</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} из {total}</translation>
    </message>
    <message>
        <source>Not here, but in: {pages}</source>
        <translation>Здесь нет, но есть в: {pages}</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Не найдено</translation>
    </message>
</context>
<context>
    <name>HeatmapLegend</name>
    <message>
        <source>preliminary: mean cosine</source>
        <translation>предварительно: средний косинус</translation>
    </message>
</context>
<context>
    <name>HeatmapPair</name>
    <message>
        <source>Starting weights</source>
        <translation>Начальные веса</translation>
    </message>
    <message>
        <source>Last epoch</source>
        <translation>Последняя эпоха</translation>
    </message>
    <message>
        <source>Where the matcher sees one held-out template, whose true place is in the same mosaic or scene both times.</source>
        <translation>Где поиск видит один из отложенных шаблонов; верное место оба раза на той же мозаике или сцене.</translation>
    </message>
</context>
<context>
    <name>HeatmapStylePanel</name>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Палитра</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Оценки</translation>
    </message>
    <message>
        <source>Score of the first colour: raise it to hide what is unlikely</source>
        <translation>Оценка для первого цвета: поднимите её, чтобы скрыть маловероятное</translation>
    </message>
    <message>
        <source>Score of the last colour: lower it to tell good places apart</source>
        <translation>Оценка для последнего цвета: опустите её, чтобы различить хорошие места</translation>
    </message>
    <message>
        <source>Take the scores of the first and last colour from the heatmap again</source>
        <translation>Снова взять оценки для первого и последнего цвета из тепловой карты</translation>
    </message>
    <message>
        <source>Each template has a heatmap of its own; show this one&apos;s</source>
        <translation>У каждого шаблона своя тепловая карта; показать карту этого</translation>
    </message>
    <message>
        <source>Choose colours that stand out from the scene below them</source>
        <translation>Выберите цвета, заметные на фоне сцены</translation>
    </message>
    <message>
        <source>Scores as the values suggest</source>
        <translation>Подобрать оценки по значениям</translation>
    </message>
</context>
<context>
    <name>HelpActions</name>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Справка</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>&amp;Руководство пользователя</translation>
    </message>
    <message>
        <source>How to work with the program and how it finds a place, without a network</source>
        <translation>Как работать с программой и как она находит место; сеть не нужна</translation>
    </message>
    <message>
        <source>All &amp;commands…</source>
        <translation>&amp;Все команды…</translation>
    </message>
    <message>
        <source>Run any command by some letters of its name, without the mouse</source>
        <translation>Выполнить любую команду по нескольким буквам названия, без мыши</translation>
    </message>
    <message>
        <source>Take the &amp;tour</source>
        <translation>&amp;Обзор программы</translation>
    </message>
    <message>
        <source>Be led through a first match on the demo, in about a minute</source>
        <translation>Провести первый поиск шаг за шагом, на демонстрации, примерно за минуту</translation>
    </message>
    <message>
        <source>&amp;Keyboard and mouse</source>
        <translation>&amp;Клавиши и мышь</translation>
    </message>
    <message>
        <source>All keys, to be searched and changed</source>
        <translation>Все клавиши: найти нужную или назначить другую</translation>
    </message>
    <message>
        <source>&amp;Examine this machine…</source>
        <translation>&amp;Проверка компьютера…</translation>
    </message>
    <message>
        <source>What may hinder the program here, and the ways out</source>
        <translation>Что может мешать программе на этом компьютере и что делать</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>&amp;О программе</translation>
    </message>
    <message>
        <source>Versions and licences</source>
        <translation>Версии и лицензии</translation>
    </message>
</context>
<context>
    <name>JudgeActions</name>
    <message>
        <source>&amp;Judge</source>
        <translation>О&amp;ценка</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>&amp;Принять</translation>
    </message>
    <message>
        <source>The selected matches are right</source>
        <translation>Выбранные совпадения верны</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>&amp;Отклонить</translation>
    </message>
    <message>
        <source>The selected matches are wrong</source>
        <translation>Выбранные совпадения неверны</translation>
    </message>
    <message>
        <source>Back to &amp;unjudged</source>
        <translation>&amp;Снять оценку</translation>
    </message>
    <message>
        <source>Take back what was decided of the selected matches</source>
        <translation>Отменить решение о выбранных совпадениях</translation>
    </message>
    <message>
        <source>&amp;Comment…</source>
        <translation>&amp;Комментарий…</translation>
    </message>
    <message>
        <source>Write a comment on the selected matches</source>
        <translation>Написать комментарий к выбранным совпадениям</translation>
    </message>
    <message>
        <source>&amp;Next unjudged</source>
        <translation>С&amp;ледующее без оценки</translation>
    </message>
    <message>
        <source>Select the next match of the table that nobody judged, and go there</source>
        <translation>Выбрать следующее совпадение таблицы без оценки и перейти к нему</translation>
    </message>
    <message>
        <source>&amp;Previous unjudged</source>
        <translation>П&amp;редыдущее без оценки</translation>
    </message>
    <message>
        <source>Select the unjudged match before it, and go there</source>
        <translation>Выбрать предыдущее совпадение без оценки и перейти к нему</translation>
    </message>
    <message>
        <source>&amp;Go on after judging</source>
        <translation>Переходить &amp;дальше после оценки</translation>
    </message>
    <message>
        <source>Accepting or rejecting a match selects the next unjudged one</source>
        <translation>Принятое или отклонённое совпадение уступает выбор следующему без оценки</translation>
    </message>
</context>
<context>
    <name>Judging</name>
    <message numerus="yes">
        <source>%n judged match(es) of run {run} were not found again. They stay as a layer of their own.</source>
        <translation>
            <numerusform>%n оценённое совпадение запуска {run} не найдено снова. Оно остаётся отдельным слоем.</numerusform>
            <numerusform>%n оценённых совпадения запуска {run} не найдены снова. Они остаются отдельным слоем.</numerusform>
            <numerusform>%n оценённых совпадений запуска {run} не найдены снова. Они остаются отдельным слоем.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Показать их</translation>
    </message>
    <message>
        <source>Remove the layer</source>
        <translation>Удалить слой</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>{name} cannot be opened: {reason}</source>
        <translation>{name} не удаётся открыть: {reason}</translation>
    </message>
    <message>
        <source>Unsaved work cannot be kept for recovery: {reason}. Nothing is lost; save the project to another place.</source>
        <translation>Несохранённую работу не удаётся отложить для восстановления: {reason}. Ничего не потеряно; сохраните проект в другое место.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are others than when the project was saved, the first of them {name}: check what was found in them.</source>
        <translation>
            <numerusform>%n файл не тот, что был при сохранении проекта: {name}. Проверьте то, что в нём найдено.</numerusform>
            <numerusform>%n файла не те, что были при сохранении проекта, первый из них {name}. Проверьте то, что в них найдено.</numerusform>
            <numerusform>%n файлов не те, что были при сохранении проекта, первый из них {name}. Проверьте то, что в них найдено.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} is another file than when the project was saved: check what was found in it, or match again.</source>
        <translation>{name} — не тот файл, что был при сохранении проекта: проверьте найденное в нём или повторите поиск.</translation>
    </message>
    <message>
        <source>A part of the project is left out: {reason}. Saving asks for a new name, so that the project keeps the rest of it.</source>
        <translation>Часть проекта пропущена: {reason}. При сохранении программа спросит новое имя, поэтому в самом проекте всё остальное останется.</translation>
    </message>
    <message numerus="yes">
        <source>{name} was opened without %n file(s). Saving asks for a new name, so that the project keeps what belongs to them.</source>
        <translation>
            <numerusform>{name}: открыт без %n файла. При сохранении программа спросит новое имя, поэтому в самом проекте всё останется.</numerusform>
            <numerusform>{name}: открыт без %n файлов. При сохранении программа спросит новое имя, поэтому в самом проекте всё останется.</numerusform>
            <numerusform>{name}: открыт без %n файлов. При сохранении программа спросит новое имя, поэтому в самом проекте всё останется.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>Открыть копию</translation>
    </message>
    <message>
        <source>A heatmap cannot be shown: {reason}</source>
        <translation>Тепловую карту не удаётся показать: {reason}</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Восстановить</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Удалить</translation>
    </message>
</context>
<context>
    <name>KeepingTexts</name>
    <message>
        <source>{path} is not there</source>
        <translation>{path} не найден</translation>
    </message>
    <message>
        <source>{path} cannot be read ({detail})</source>
        <translation>{path} не читается ({detail})</translation>
    </message>
    <message>
        <source>{path} is no project of this program</source>
        <translation>{path} — не проект этой программы</translation>
    </message>
    <message>
        <source>{path} is damaged ({detail})</source>
        <translation>{path} повреждён ({detail})</translation>
    </message>
    <message>
        <source>{path} is of a newer version of the program ({detail})</source>
        <translation>{path} записан более новой версией программы ({detail})</translation>
    </message>
    <message>
        <source>{path} cannot be written ({detail})</source>
        <translation>{path} не удаётся записать ({detail})</translation>
    </message>
    <message>
        <source>the disk of {path} is full</source>
        <translation>нет места на диске для {path}</translation>
    </message>
    <message>
        <source>{name} is not there any more: look where it was moved to.</source>
        <translation>{name} больше нет на месте: найдите, куда он перемещён.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {detail}.</source>
        <translation>{name} не читается: {detail}.</translation>
    </message>
    <message>
        <source>{name} is no project of this program.</source>
        <translation>{name} — не проект этой программы.</translation>
    </message>
    <message>
        <source>{name} is damaged or was edited by hand: {detail}. Mend it, or open a backup.</source>
        <translation>{name} повреждён или правлен вручную: {detail}. Исправьте его или откройте резервную копию.</translation>
    </message>
    <message>
        <source>{name} is of a newer version of the program ({detail}): update this one.</source>
        <translation>{name} записан более новой версией программы ({detail}): обновите эту.</translation>
    </message>
    <message>
        <source>The project was not saved: {reason}. Save it under another name.</source>
        <translation>Проект не сохранён: {reason}. Сохраните его под другим именем.</translation>
    </message>
    <message>
        <source>{name} is open in another program.</source>
        <translation>{name} открыт в другой программе.</translation>
    </message>
    <message>
        <source>{name} is open in another program: {user} on {host} since {since} (process {process}).</source>
        <translation>{name} открыт в другой программе: {user} на {host} с {since} (процесс {process}).</translation>
    </message>
    <message>
        <source>The program ended unexpectedly; an unsaved project was kept at {when}.</source>
        <translation>Программа неожиданно завершилась; несохранённый проект отложен {when}.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly; unsaved changes of {name} were kept at {when}.</source>
        <translation>Программа неожиданно завершилась; несохранённые изменения {name} отложены {when}.</translation>
    </message>
</context>
<context>
    <name>KeyEditor</name>
    <message>
        <source>No key</source>
        <translation>Без клавиш</translation>
    </message>
    <message>
        <source>Take the key away, for a command that gets in your way when it is hit</source>
        <translation>Убрать клавиши у команды, которая мешает, когда её задевают случайно</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>Give the command its key of the first start again</source>
        <translation>Вернуть команде клавиши, с которыми программа поставляется</translation>
    </message>
    <message>
        <source>Reassign</source>
        <translation>Переназначить</translation>
    </message>
    <message>
        <source>Take the key away from the other command</source>
        <translation>Забрать клавиши у другой команды</translation>
    </message>
    <message>
        <source>Click here and press the keys that shall run the command, in place of others</source>
        <translation>Щёлкните здесь и нажмите клавиши, которые будут вызывать команду вместо прежних</translation>
    </message>
    <message>
        <source>Press the new keys here</source>
        <translation>Нажмите здесь новые клавиши</translation>
    </message>
    <message>
        <source>Choose a command, to give it another key.</source>
        <translation>Выберите команду, чтобы назначить ей другие клавиши.</translation>
    </message>
    <message>
        <source>Press the new keys in the field. They are in force at once.</source>
        <translation>Нажмите новые клавиши в поле. Они действуют сразу.</translation>
    </message>
    <message>
        <source>{key} is needed by lists, fields and the map. Take another one.</source>
        <translation>{key} нужна спискам, полям и карте. Выберите другие клавиши.</translation>
    </message>
    <message>
        <source>{key} belongs to «{command}», which would have no key then.</source>
        <translation>{key} — клавиши команды «{command}»; у неё их тогда не будет.</translation>
    </message>
    <message>
        <source>{key} is in force.</source>
        <translation>Теперь действует {key}.</translation>
    </message>
    <message>
        <source>The command has no key now.</source>
        <translation>Теперь у команды нет клавиш.</translation>
    </message>
</context>
<context>
    <name>LayerActions</name>
    <message>
        <source>&amp;Layer</source>
        <translation>С&amp;лой</translation>
    </message>
    <message>
        <source>Open &amp;area of interest…</source>
        <translation>Открыть &amp;область интереса…</translation>
    </message>
    <message>
        <source>Show the polygons of a vector file</source>
        <translation>Показать полигоны из векторного файла</translation>
    </message>
    <message>
        <source>&amp;Search in this scene</source>
        <translation>&amp;Искать в этой сцене</translation>
    </message>
    <message>
        <source>Search in this scene, and show coordinates in its CRS</source>
        <translation>Искать в этой сцене и показывать координаты в её СК</translation>
    </message>
    <message>
        <source>&amp;Zoom to the layer</source>
        <translation>&amp;Увеличить до слоя</translation>
    </message>
    <message>
        <source>Show all of this layer on the map</source>
        <translation>Показать на карте весь этот слой</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Переи&amp;меновать</translation>
    </message>
    <message>
        <source>Give the layer a name that says more than that of its file</source>
        <translation>Дать слою имя, которое говорит больше, чем имя файла</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Переместить &amp;выше</translation>
    </message>
    <message>
        <source>Draw the layer above the next one</source>
        <translation>Показывать слой над соседним</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Переместить ни&amp;же</translation>
    </message>
    <message>
        <source>Draw the layer below the next one</source>
        <translation>Показывать слой под соседним</translation>
    </message>
    <message>
        <source>Show file in &amp;folder</source>
        <translation>Показать &amp;файл в папке</translation>
    </message>
    <message>
        <source>Open the folder in which the file of the scene lies</source>
        <translation>Открыть папку, в которой лежит файл сцены</translation>
    </message>
    <message>
        <source>Assign &amp;CRS…</source>
        <translation>&amp;Назначить СК…</translation>
    </message>
    <message>
        <source>Say in which CRS the coordinates of the scene are</source>
        <translation>Указать, в какой СК заданы координаты сцены</translation>
    </message>
    <message>
        <source>&amp;Build overviews</source>
        <translation>&amp;Построить пирамидные слои</translation>
    </message>
    <message>
        <source>Make reduced copies beside the file, so that the map shows it quickly</source>
        <translation>Создать рядом с файлом уменьшенные копии, чтобы карта показывала его быстро</translation>
    </message>
    <message>
        <source>Re&amp;load</source>
        <translation>Пе&amp;резагрузить</translation>
    </message>
    <message>
        <source>Read the file anew, after another program has changed it</source>
        <translation>Прочитать файл заново, если его изменила другая программа</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>У&amp;далить</translation>
    </message>
    <message>
        <source>Take the layer away; the file stays</source>
        <translation>Убрать слой; файл остаётся</translation>
    </message>
</context>
<context>
    <name>Layering</name>
    <message>
        <source>{name} is large and has no overviews (reduced copies), so the map shows it slowly.</source>
        <translation>{name}: большой файл без пирамидных слоёв (уменьшенных копий), поэтому карта показывает его медленно.</translation>
    </message>
    <message>
        <source>Build overviews</source>
        <translation>Построить пирамидные слои</translation>
    </message>
    <message>
        <source>{name} was removed.</source>
        <translation>{name}: удалено.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>The map cannot read {name} any more: {reason}</source>
        <translation>Карта больше не может прочитать {name}: {reason}</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Перезагрузить</translation>
    </message>
    <message>
        <source>Remove layer</source>
        <translation>Удалить слой</translation>
    </message>
    <message>
        <source>The overviews cannot be built: {reason}</source>
        <translation>Не удалось построить пирамидные слои: {reason}</translation>
    </message>
    <message>
        <source>{name} is shown only roughly in its place: {reason}</source>
        <translation>{name}: место показано лишь приблизительно: {reason}</translation>
    </message>
    <message>
        <source>{name} stays as it is: {reason}</source>
        <translation>{name} остаётся без изменений: {reason}</translation>
    </message>
    <message>
        <source>No overviews were built.</source>
        <translation>Пирамидные слои не построены.</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>Preliminary: mean cosine</source>
        <translation>Предварительно: средний косинус</translation>
    </message>
    <message>
        <source>Heatmap {number}</source>
        <translation>Тепловая карта {number}</translation>
    </message>
    <message>
        <source>Matches {number}</source>
        <translation>Совпадения {number}</translation>
    </message>
    <message>
        <source>Area of interest</source>
        <translation>Область интереса</translation>
    </message>
    <message>
        <source>Not shown: {name} has no CRS, so its place beside {active} is not known. Assign its CRS, or search in it.</source>
        <translation>Не показано: у {name} нет СК, поэтому его место относительно {active} неизвестно. Назначьте СК или ищите в этой сцене.</translation>
    </message>
    <message>
        <source>Not shown: {active} has no CRS, so the place of {name} beside it is not known. Assign the CRS of {active}, or search in {name}.</source>
        <translation>Не показано: у {active} нет СК, поэтому место {name} относительно неё неизвестно. Назначьте СК для {active} или ищите в {name}.</translation>
    </message>
    <message>
        <source>{width} × {height} px</source>
        <translation>{width} × {height} пикс.</translation>
    </message>
    <message>
        <source>no CRS</source>
        <translation>нет СК</translation>
    </message>
    <message>
        <source>{gsd} m/px</source>
        <translation>{gsd} м/пикс</translation>
    </message>
</context>
<context>
    <name>LayersModel</name>
    <message>
        <source>This scene is searched.</source>
        <translation>Поиск идёт в этой сцене.</translation>
    </message>
</context>
<context>
    <name>LayersPanel</name>
    <message>
        <source>Opacity</source>
        <translation>Непрозрачность</translation>
    </message>
    <message>
        <source>Lower it to see what lies below the layer</source>
        <translation>Уменьшите, чтобы увидеть то, что под слоем</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Слои</translation>
    </message>
    <message>
        <source>Scenes, heatmaps, matches and areas of interest will be listed here.</source>
        <translation>Здесь появятся сцены, тепловые карты, совпадения и области интереса.</translation>
    </message>
    <message>
        <source>This scene is searched</source>
        <translation>Поиск идёт в этой сцене</translation>
    </message>
</context>
<context>
    <name>LeaveQuestion</name>
    <message>
        <source>Training is not done</source>
        <translation>Обучение не закончено</translation>
    </message>
    <message>
        <source>Shall {name} go on?</source>
        <translation>Продолжать {name}?</translation>
    </message>
    <message>
        <source>It needs neither this window nor the program; it is found again under Train.</source>
        <translation>Ему не нужны ни это окно, ни программа; найти его снова можно командой «Обучить».</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>Продолжать обучение</translation>
    </message>
    <message>
        <source>Stop early</source>
        <translation>Остановить раньше</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Остаться здесь</translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>Show</source>
        <translation>Показывать</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Предупреждения и ошибки</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Ошибки</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Copy what is selected, or everything that is shown</source>
        <translation>Копировать выделенное или всё, что показано</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
    <message>
        <source>Empty the panel, to see what comes next; the file keeps all</source>
        <translation>Очистить панель, чтобы увидеть новое; в файле всё останется</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>Открыть папку журналов</translation>
    </message>
    <message>
        <source>There are the logs of the last runs, to send one along</source>
        <translation>Там журналы последних запусков; нужный можно отправить</translation>
    </message>
    <message>
        <source>Hide what is no trouble, where something went wrong</source>
        <translation>Скрыть обычные записи, чтобы найти, что пошло не так</translation>
    </message>
    <message>
        <source>Nothing was logged yet.</source>
        <translation>Журнал пока пуст.</translation>
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
        <source>Layers</source>
        <translation>Слои</translation>
    </message>
    <message>
        <source>Match details</source>
        <translation>О совпадении</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Результаты</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Сравнение</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
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
        <source>Release to open the files</source>
        <translation>Отпустите, чтобы открыть файлы</translation>
    </message>
    <message>
        <source>A part of the scene cannot be read and stays empty: {reason}</source>
        <translation>Часть сцены не читается и останется пустой: {reason}</translation>
    </message>
</context>
<context>
    <name>MapBar</name>
    <message>
        <source>Back to training</source>
        <translation>Назад к обучению</translation>
    </message>
</context>
<context>
    <name>MaskBar</name>
    <message>
        <source>&amp;Keep inside</source>
        <translation>&amp;Оставить внутри</translation>
    </message>
    <message>
        <source>Look only for what lies in such polygons</source>
        <translation>Искать только то, что лежит в таких полигонах</translation>
    </message>
    <message>
        <source>&amp;Mask inside</source>
        <translation>&amp;Закрыть внутри</translation>
    </message>
    <message>
        <source>Do not look for what lies in such a polygon</source>
        <translation>Не искать то, что лежит в таком полигоне</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Отменить (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Вернуть (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Remove the selected polygon</source>
        <translation>Убрать выбранный полигон</translation>
    </message>
    <message>
        <source>Remove all polygons</source>
        <translation>Убрать все полигоны</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Применить</translation>
    </message>
    <message>
        <source>Mask the template like this; the next match follows</source>
        <translation>Закрыть шаблон маской; следующий поиск учтёт её</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Не применять</translation>
    </message>
    <message>
        <source>Leave the mask as it was</source>
        <translation>Оставить маску прежней</translation>
    </message>
    <message>
        <source>Click the corners · double click or Enter closes the polygon · Backspace takes a corner back · Esc gives it up</source>
        <translation>Щёлкайте по вершинам · двойной щелчок или Enter — замкнуть полигон · Backspace — убрать вершину · Esc — отмена</translation>
    </message>
    <message>
        <source>Click to draw another polygon · drag a corner · double click a side for a new corner, Delete removes one</source>
        <translation>Щелчок начинает новый полигон · вершины можно перетаскивать · двойной щелчок по стороне добавляет вершину, Delete убирает</translation>
    </message>
    <message>
        <source>Click the corners of a polygon on the picture; what is shaded is masked</source>
        <translation>Щёлкайте по вершинам полигона на снимке; затенённое закрыто маской</translation>
    </message>
</context>
<context>
    <name>MaskEditor</name>
    <message>
        <source>A polygon needs three corners that do not lie on one line</source>
        <translation>Полигону нужны три вершины не на одной прямой</translation>
    </message>
    <message>
        <source>This side would cross another one</source>
        <translation>Эта сторона пересекла бы другую</translation>
    </message>
</context>
<context>
    <name>MatchDetails</name>
    <message>
        <source>Click a footprint on the map or a row of the table to see all of a match.</source>
        <translation>Щёлкните по контуру на карте или по строке таблицы, чтобы увидеть всё о совпадении.</translation>
    </message>
    <message>
        <source>Previous match (Shift+N)</source>
        <translation>Предыдущее совпадение (Shift+N)</translation>
    </message>
    <message>
        <source>Next match (N)</source>
        <translation>Следующее совпадение (N)</translation>
    </message>
    <message>
        <source>Copy all of this match</source>
        <translation>Копировать всё об этом совпадении</translation>
    </message>
    <message>
        <source>Several matches lie under the last click on the map; show the next one</source>
        <translation>Под последним щелчком на карте несколько совпадений; показать следующее</translation>
    </message>
    <message>
        <source>Rank {rank} of {all}</source>
        <translation>Ранг {rank} из {all}</translation>
    </message>
    <message>
        <source>{number} of {all} here – show the next</source>
        <translation>Здесь {number} из {all} – показать следующее</translation>
    </message>
    <message>
        <source>Copy: {what}</source>
        <translation>Копировать: {what}</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Заключение</translation>
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
        <source>Rotation</source>
        <translation>Поворот</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Масштаб</translation>
    </message>
    <message>
        <source>A part of the scene here cannot be read</source>
        <translation>Часть сцены здесь не читается</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Повреждено</translation>
    </message>
    <message>
        <source>The weights that the search was made with; SHA-256 {hash}</source>
        <translation>Веса, с которыми сделан поиск; SHA-256 {hash}</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
    <message>
        <source>Nobody knows how sure it is: the search did not find it</source>
        <translation>Насколько оно верно, неизвестно: поиск его не находил</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Положение</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>вручную</translation>
    </message>
    <message>
        <source>Confidence, inliers and score, marked with a star, are of the place that was found</source>
        <translation>Уверенность, подтверждённые ячейки и оценка со звёздочкой относятся к месту, которое нашёл поиск</translation>
    </message>
    <message>
        <source>corrected by hand</source>
        <translation>исправлено вручную</translation>
    </message>
    <message>
        <source>Of the place that was found; the match was corrected by hand since</source>
        <translation>Относится к найденному месту; с тех пор совпадение исправлено вручную</translation>
    </message>
    <message>
        <source>Whether the picture is in this scene, by all of its places</source>
        <translation>Есть ли снимок на этой сцене — по всем его местам</translation>
    </message>
    <message>
        <source>How probable it is that this place is the right one</source>
        <translation>Насколько вероятно, что это место верное</translation>
    </message>
    <message>
        <source>Parts of the picture that lie where they must on the ground</source>
        <translation>Сколько частей снимка лежит на местности там, где должно</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Решение</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>m</source>
        <translation>м</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Азимут</translation>
    </message>
    <message>
        <source>True bearing of the picture&apos;s upper edge, as it was found</source>
        <translation>Истинный азимут направления вверх на снимке, как он найден</translation>
    </message>
    <message>
        <source>m/px</source>
        <translation>м/пикс</translation>
    </message>
    <message>
        <source>GSD of the picture</source>
        <translation>GSD снимка</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>From the EXIF position</source>
        <translation>От места в EXIF</translation>
    </message>
    <message>
        <source>The camera&apos;s position; of an oblique picture the ground is elsewhere. The search does not use it.</source>
        <translation>Положение камеры; на наклонном снимке показана местность в стороне от него. В поиске не используется.</translation>
    </message>
    <message>
        <source>Centre, pixels</source>
        <translation>Центр, пикс.</translation>
    </message>
    <message>
        <source>Column and row of the scene</source>
        <translation>Столбец и строка сцены</translation>
    </message>
    <message>
        <source>Degrees, minutes</source>
        <translation>Градусы, минуты</translation>
    </message>
    <message>
        <source>From the picture&apos;s upper left corner on, clockwise</source>
        <translation>По часовой стрелке от левого верхнего угла снимка</translation>
    </message>
    <message>
        <source>Corners (lat, lon)</source>
        <translation>Углы (шир., долг.)</translation>
    </message>
    <message>
        <source>Corners, pixels</source>
        <translation>Углы, пикс.</translation>
    </message>
</context>
<context>
    <name>MatchFilterBar</name>
    <message>
        <source>Filter: part of a name, rank&lt;=3</source>
        <translation>Фильтр: часть имени, rank&lt;=3</translation>
    </message>
    <message>
        <source>Filter the matches</source>
        <translation>Фильтр совпадений</translation>
    </message>
    <message>
        <source>Parts of a template&apos;s name, and conditions on columns: rank&lt;=3 confidence&gt;0.9 rotation&lt;90</source>
        <translation>Части имени шаблона и условия на столбцы: ранг&lt;=3 уверенность&gt;0,9 поворот&lt;90</translation>
    </message>
    <message>
        <source>Matches of this template</source>
        <translation>Совпадения этого шаблона</translation>
    </message>
    <message>
        <source>List and draw the matches of one template alone</source>
        <translation>Показать в таблице и на карте совпадения одного шаблона</translation>
    </message>
    <message>
        <source>All templates</source>
        <translation>Все шаблоны</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n совпадение</numerusform>
            <numerusform>%n совпадения</numerusform>
            <numerusform>%n совпадений</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} из {all}</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>выбрано: %n</numerusform>
            <numerusform>выбрано: %n</numerusform>
            <numerusform>выбрано: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchPanel</name>
    <message>
        <source>Match</source>
        <translation>Найти</translation>
    </message>
    <message>
        <source>Search in</source>
        <translation>Где искать</translation>
    </message>
    <message>
        <source>Match at once after a drop</source>
        <translation>Искать сразу после добавления</translation>
    </message>
    <message>
        <source>Look for the checked templates as soon as pictures were added</source>
        <translation>Искать отмеченные шаблоны, как только добавлены снимки</translation>
    </message>
    <message>
        <source>Preview while matching</source>
        <translation>Предпросмотр во время поиска</translation>
    </message>
    <message>
        <source>Show the mean cosine tile by tile until the score is there. It costs next to nothing.</source>
        <translation>Показывать по тайлам средний косинус, пока не готова оценка. Почти не замедляет поиск.</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>Добавить в очередь</translation>
    </message>
    <message>
        <source>Look for the checked templates too, when what runs is done</source>
        <translation>Искать и отмеченные шаблоны, когда закончится текущий поиск</translation>
    </message>
    <message>
        <source>Look for the checked templates in the scene</source>
        <translation>Искать отмеченные шаблоны на сцене</translation>
    </message>
    <message>
        <source>Several…</source>
        <translation>Несколько…</translation>
    </message>
    <message>
        <source>Match in several scenes (Ctrl+Shift+Return)</source>
        <translation>Искать на нескольких сценах (Ctrl+Shift+Return)</translation>
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
        <source>Heading unknown for %n template(s): all rotations are searched.</source>
        <translation>
            <numerusform>Азимут неизвестен у %n шаблона: проверяются все повороты.</numerusform>
            <numerusform>Азимут неизвестен у %n шаблонов: проверяются все повороты.</numerusform>
            <numerusform>Азимут неизвестен у %n шаблонов: проверяются все повороты.</numerusform>
        </translation>
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
        <source>GSD unknown for %n template(s): scales {least} to {most} are searched.</source>
        <translation>
            <numerusform>GSD неизвестен у %n шаблона: проверяются масштабы от {least} до {most}.</numerusform>
            <numerusform>GSD неизвестен у %n шаблонов: проверяются масштабы от {least} до {most}.</numerusform>
            <numerusform>GSD неизвестен у %n шаблонов: проверяются масштабы от {least} до {most}.</numerusform>
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
</context>
<context>
    <name>MatchProgress</name>
    <message>
        <source>Paused: {percent} %</source>
        <translation>Пауза: {percent} %</translation>
    </message>
    <message>
        <source>Matching: {percent} %</source>
        <translation>Поиск: {percent} %</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>осталось около {time}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Stop this match; those that wait follow (Esc)</source>
        <translation>Остановить этот поиск; ожидающие продолжатся (Esc)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause: halt after the tile at hand, and begin no other match</source>
        <translation>Пауза: остановиться после текущего тайла и не начинать других поисков</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Отмена…</translation>
    </message>
    <message>
        <source>Pausing after the tile at hand…</source>
        <translation>Пауза наступит после текущего тайла…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Waiting for the engine…</source>
        <translation>Ожидание модуля поиска…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Запуск…</translation>
    </message>
    <message>
        <source>{stage}: {done} of {total}</source>
        <translation>{stage}: {done} из {total}</translation>
    </message>
    <message>
        <source>{time} elapsed</source>
        <translation>прошло {time}</translation>
    </message>
    <message>
        <source>{number} s per tile</source>
        <translation>{number} с на тайл</translation>
    </message>
    <message>
        <source>{number} tiles/s</source>
        <translation>{number} тайл/с</translation>
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
        <source>Verifying the best positions</source>
        <translation>Проверка лучших положений</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Запись</translation>
    </message>
</context>
<context>
    <name>MatchScenesDialog</name>
    <message>
        <source>Match in several scenes</source>
        <translation>Поиск на нескольких сценах</translation>
    </message>
    <message>
        <source>Each checked scene becomes a match in the queue, with the templates that are checked in the list and the settings of the panel Search as they are now.</source>
        <translation>Каждая отмеченная сцена становится поиском в очереди: с шаблонами, отмеченными в списке, и с настройками панели «Поиск», какие они сейчас.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Visible</source>
        <translation>Видимые</translation>
    </message>
    <message>
        <source>Check the scenes that are checked in the panel Layers</source>
        <translation>Отметить сцены, отмеченные в панели «Слои»</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ни одной</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>Добавить в очередь</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Check at least one template in the list.</source>
        <translation>Отметьте в списке хотя бы один шаблон.</translation>
    </message>
    <message>
        <source>{templates} in {scenes}, {where}.</source>
        <translation>{templates}, {scenes}; {where}.</translation>
    </message>
    <message numerus="yes">
        <source>%n template(s)</source>
        <translation>
            <numerusform>%n шаблон</numerusform>
            <numerusform>%n шаблона</numerusform>
            <numerusform>%n шаблонов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s)</source>
        <translation>
            <numerusform>%n сцена</numerusform>
            <numerusform>%n сцены</numerusform>
            <numerusform>%n сцен</numerusform>
        </translation>
    </message>
    <message>
        <source>where the map shows them now</source>
        <translation>там, где их сейчас показывает карта</translation>
    </message>
    <message>
        <source>within {area}</source>
        <translation>внутри «{area}»</translation>
    </message>
    <message>
        <source>each searched as a whole</source>
        <translation>каждая просматривается целиком</translation>
    </message>
</context>
<context>
    <name>MatchScopeChoice</name>
    <message>
        <source>A&amp;ccepted ({count})</source>
        <translation>&amp;Принятые ({count})</translation>
    </message>
    <message>
        <source>&amp;Selected ({count})</source>
        <translation>&amp;Выбранные ({count})</translation>
    </message>
    <message>
        <source>Sho&amp;wn ({count})</source>
        <translation>Пока&amp;занные ({count})</translation>
    </message>
    <message>
        <source>&amp;All ({count})</source>
        <translation>В&amp;се ({count})</translation>
    </message>
    <message numerus="yes">
        <source>%n of them the filter hides, and is handed over all the same.</source>
        <translation>
            <numerusform>%n из них скрыто фильтром, но тоже войдёт.</numerusform>
            <numerusform>%n из них скрыты фильтром, но тоже войдут.</numerusform>
            <numerusform>%n из них скрыты фильтром, но тоже войдут.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchSettings</name>
    <message>
        <source>The settings cannot be saved: {reason}</source>
        <translation>Не удалось сохранить настройки: {reason}</translation>
    </message>
    <message>
        <source>Settings loaded from {path}</source>
        <translation>Настройки загружены из {path}</translation>
    </message>
    <message>
        <source>Settings saved to {path}</source>
        <translation>Настройки сохранены в {path}</translation>
    </message>
    <message>
        <source>The settings cannot be loaded: {reason}</source>
        <translation>Не удалось загрузить настройки: {reason}</translation>
    </message>
</context>
<context>
    <name>MatchSettingsForm</name>
    <message>
        <source>Aligned</source>
        <translation>Пространственная</translation>
    </message>
    <message>
        <source>Bag of features</source>
        <translation>Мешок признаков</translation>
    </message>
    <message>
        <source>Mean cosine</source>
        <translation>Средний косинус</translation>
    </message>
    <message>
        <source>Heading only</source>
        <translation>Только по азимуту</translation>
    </message>
    <message>
        <source>GSD only</source>
        <translation>Только по GSD</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Сцена</translation>
    </message>
    <message>
        <source>Scene and template</source>
        <translation>Сцена и шаблон</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Автоматически</translation>
    </message>
    <message>
        <source>Processor (cpu)</source>
        <translation>Процессор (cpu)</translation>
    </message>
    <message>
        <source>Look for a file of weights</source>
        <translation>Выбрать файл весов</translation>
    </message>
    <message>
        <source>Texture</source>
        <translation>Текстура</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Форма</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>автоматически</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source> cells</source>
        <translation> яч.</translation>
    </message>
    <message>
        <source> px</source>
        <translation> пикс.</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> МиБ</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Дополнительно</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>По умолчанию</translation>
    </message>
    <message>
        <source>Set all settings of the match back to their defaults</source>
        <translation>Вернуть все настройки поиска к значениям по умолчанию</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>Загрузить…</translation>
    </message>
    <message>
        <source>Take the settings of a YAML file</source>
        <translation>Взять настройки из файла YAML</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message>
        <source>Write the settings to a YAML file, for the command line too (--config)</source>
        <translation>Записать настройки в файл YAML, в том числе для командной строки (--config)</translation>
    </message>
    <message>
        <source>Degrees: one number, from:to:step such as -30:30:15, or a; b; c</source>
        <translation>Градусы: одно число, от:до:шаг, например -30:30:15, или a; b; c</translation>
    </message>
    <message>
        <source>Factors: one number, from:to:count such as 0.8:1.25:3, or a; b; c</source>
        <translation>Множители: одно число, от:до:количество, например 0.8:1.25:3, или a; b; c</translation>
    </message>
    <message>
        <source>A number, or nothing</source>
        <translation>Число или пусто</translation>
    </message>
    <message>
        <source>A number above 0 and up to 40, or nothing</source>
        <translation>Число больше 0 и не больше 40 или пусто</translation>
    </message>
    <message>
        <source>One of the two must be above 0</source>
        <translation>Одно из двух должно быть больше 0</translation>
    </message>
    <message>
        <source>An odd number</source>
        <translation>Нечётное число</translation>
    </message>
    <message>
        <source>0.5, a whole number up to 64, or nothing</source>
        <translation>0.5, целое число до 64 или пусто</translation>
    </message>
    <message>
        <source>A multiple of 4</source>
        <translation>Число, кратное 4</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Aligned keeps the arrangement of the picture; bag is the score of the paper; mean cosine is a baseline to compare with.</source>
        <translation>Пространственная оценка учитывает взаимное расположение деталей; мешок признаков — оценка из исходной статьи; средний косинус — простая мера для сравнения.</translation>
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
        <source>Automatic turns the picture where its heading is unknown, or where nothing sure is found at it. Or type degrees clockwise: one number, from:to:step such as -30:30:15, or a list such as 0; 15; 40</source>
        <translation>Автоматически — повороты перебираются, если азимут неизвестен или при нём не нашлось ничего надёжного. Либо введите градусы по часовой стрелке: одно число, от:до:шаг, например -30:30:15, или список, например 0; 15; 40</translation>
    </message>
    <message>
        <source>Automatic tries other sizes where a GSD is unknown, or where nothing sure is found at it. Or type factors: one number, from:to:count such as 0.8:1.25:3, or a list such as 0.9; 1; 1.2</source>
        <translation>Автоматически — масштабы перебираются, если GSD неизвестен или при нём не нашлось ничего надёжного. Либо введите множители: одно число, от:до:количество, например 0.8:1.25:3, или список, например 0.9; 1; 1.2</translation>
    </message>
    <message>
        <source>Results per template</source>
        <translation>Результатов на шаблон</translation>
    </message>
    <message>
        <source>How many places are listed for each template, the best first.</source>
        <translation>Сколько мест показывать для каждого шаблона, начиная с лучшего.</translation>
    </message>
    <message>
        <source>Verified places</source>
        <translation>Проверять мест</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Точный поиск</translation>
    </message>
    <message>
        <source>How many places of each template are compared with the picture in detail, which gives the confidence; the surest comes first. Only with the aligned score. None is faster, but nobody tells then what is not in the scene.</source>
        <translation>Сколько мест каждого шаблона подробно сравнивается со снимком; так получается уверенность, и самое надёжное место становится первым. Только с пространственной оценкой. Без проверки быстрее, но тогда неизвестно, чего на сцене нет.</translation>
    </message>
    <message>
        <source>All in full detail</source>
        <translation>Всё подробно</translation>
    </message>
    <message>
        <source> GiB</source>
        <translation> ГиБ</translation>
    </message>
    <message>
        <source>Settings that are seldom needed: for hard pictures, little memory, comparisons</source>
        <translation>Настройки, которые нужны редко: для трудных снимков, нехватки памяти, сравнений</translation>
    </message>
    <message>
        <source>Search all automatic rotations and scales, and all of a large scene, at the full working resolution, which takes many times as long, instead of first at a coarse one.</source>
        <translation>Искать все автоматические повороты и масштабы и всю большую сцену сразу в полном рабочем разрешении, а не сначала в грубом; это во много раз дольше.</translation>
    </message>
    <message>
        <source>Least score</source>
        <translation>Мин. оценка</translation>
    </message>
    <message>
        <source>Places below this score are not listed. Empty lists them all.</source>
        <translation>Места с оценкой ниже этой не показываются. Пусто — показываются все.</translation>
    </message>
    <message>
        <source>Separation</source>
        <translation>Разнесение</translation>
    </message>
    <message>
        <source>Least distance of two places of a template, in units of its shorter side.</source>
        <translation>Наименьшее расстояние между двумя местами шаблона в долях его меньшей стороны.</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Покрытие</translation>
    </message>
    <message>
        <source>Share of the template that must lie on valid pixels of the scene, 0 to 1. Lower it to find pictures at the edge.</source>
        <translation>Доля шаблона, которая должна лежать на пикселях сцены с данными, от 0 до 1. Уменьшите, чтобы находить снимки у края.</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Альфа</translation>
    </message>
    <message>
        <source>Temperature of the soft ranking, up to 40: higher trusts the best cells more. Empty takes 10 for aligned and 25 for bag.</source>
        <translation>Температура мягкого ранжирования, до 40: чем выше, тем больше доверия лучшим ячейкам. Пусто — 10 для пространственной оценки и 25 для мешка признаков.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Слои сети</translation>
    </message>
    <message>
        <source>How much the network&apos;s early layer (texture) and late layer (shape) count. The paper has 1 and 1.</source>
        <translation>Вес раннего (текстура) и позднего (форма) слоёв сети. В статье 1 и 1.</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Статистика</translation>
    </message>
    <message>
        <source>What the features are measured against: the scene, or scene and template together as in the paper, which is much slower.</source>
        <translation>По чему нормируются признаки: по сцене или по сцене вместе с шаблоном, как в статье, что намного медленнее.</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Размытие</translation>
    </message>
    <message>
        <source>Tolerance to deformation, in cells of 4 pixels; an odd number.</source>
        <translation>Допуск на деформации, в ячейках по 4 пикселя; нечётное число.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
    <message>
        <source>Of the network: those that are shipped, or a file (.safetensors, .pth). It is checked when the match starts.</source>
        <translation>Веса сети: из комплекта или файл (.safetensors, .pth). Файл проверяется при запуске поиска.</translation>
    </message>
    <message>
        <source>Reduction</source>
        <translation>Уменьшение</translation>
    </message>
    <message>
        <source>Scene pixels per working pixel: 2 works at half the resolution, four times as fast; 0.5 enlarges. Empty goes by the template&apos;s size.</source>
        <translation>Пикселей сцены на рабочий пиксель: 2 — вдвое меньшее разрешение и вчетверо быстрее; 0.5 — увеличение. Пусто — по размеру шаблона.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Устройство</translation>
    </message>
    <message>
        <source>What computes: automatic takes a graphics card if there is one. cuda:1 is the second card.</source>
        <translation>На чём считать: автоматически — на видеокарте, если она есть. cuda:1 — вторая видеокарта.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Точность чисел</translation>
    </message>
    <message>
        <source>Of the numbers that the network computes with. float16 is meant for graphics cards and slower on the processor; automatic takes it on cuda.</source>
        <translation>Чисел, с которыми считает сеть. float16 — для видеокарт, на процессоре медленнее; автоматически выбирается на cuda.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Память</translation>
    </message>
    <message>
        <source>What scene features, template cells and score maps may each take. Scenes that need more are computed in every pass, which is slower.</source>
        <translation>Сколько могут занимать признаки сцены, ячейки шаблонов и карты оценок, каждое по отдельности. Сцены, которым нужно больше, вычисляются на каждом проходе, это медленнее.</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Кэш</translation>
    </message>
    <message>
        <source>What features of scenes may take on the disk. The next search of the same scene on the processor is several times as fast with them.</source>
        <translation>Сколько могут занимать на диске признаки сцен. Следующий поиск по той же сцене на процессоре с ними в несколько раз быстрее.</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Тайл</translation>
    </message>
    <message>
        <source>Side of a tile in working pixels, a multiple of 4. Smaller tiles need less memory.</source>
        <translation>Сторона тайла в рабочих пикселях, кратная 4. Меньшим тайлам нужно меньше памяти.</translation>
    </message>
</context>
<context>
    <name>MatchStatus</name>
    <message>
        <source>Cancel the match (Esc)</source>
        <translation>Отменить поиск (Esc)</translation>
    </message>
    <message>
        <source>Cancel the match</source>
        <translation>Отменить поиск</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>в очереди: %n</numerusform>
            <numerusform>в очереди: %n</numerusform>
            <numerusform>в очереди: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchSummary</name>
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
</context>
<context>
    <name>MatchesStylePanel</name>
    <message>
        <source>Only the best of each template</source>
        <translation>Только лучшее каждого шаблона</translation>
    </message>
    <message>
        <source>Selected matches are drawn in any case</source>
        <translation>Выбранные совпадения показываются всегда</translation>
    </message>
    <message>
        <source>Rank and confidence</source>
        <translation>Ранг и уверенность</translation>
    </message>
    <message>
        <source>Write them beside each footprint; off where many lie close together</source>
        <translation>Подписать каждый контур; выключите, если их много рядом</translation>
    </message>
    <message numerus="yes">
        <source>{drawn} of %n match(es) drawn</source>
        <translation>
            <numerusform>Показано {drawn} из %n совпадения</numerusform>
            <numerusform>Показано {drawn} из %n совпадений</numerusform>
            <numerusform>Показано {drawn} из %n совпадений</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Matching</name>
    <message>
        <source>A setting cannot be used: {reason}</source>
        <translation>Настройка не подходит: {reason}</translation>
    </message>
    <message>
        <source>The area cannot be searched: {reason}</source>
        <translation>В этой области искать нельзя: {reason}</translation>
    </message>
    <message>
        <source>The map shows nothing of the scene; show some of it, or search all.</source>
        <translation>На карте не видно сцены; покажите её часть или ищите по всей.</translation>
    </message>
    <message>
        <source>The area does not touch the scene; choose another one, or search all.</source>
        <translation>Область не пересекает сцену; выберите другую или ищите по всей сцене.</translation>
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
        <source>The match failed: there is not enough memory. Choose smaller tiles or less memory under Advanced, or search a smaller area.</source>
        <translation>Поиск не удался: не хватает памяти. Уменьшите тайл или память в разделе «Дополнительно» или ищите в меньшей области.</translation>
    </message>
    <message>
        <source>The match failed: {reason}</source>
        <translation>Поиск не удался: {reason}</translation>
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
    <name>MeasureTool</name>
    <message>
        <source>Measure an area: click its corners · Esc ends</source>
        <translation>Площадь: щёлкайте по вершинам · Esc — выход</translation>
    </message>
    <message>
        <source>Measure a distance: click along the way · Esc ends</source>
        <translation>Расстояние: щёлкайте вдоль пути · Esc — выход</translation>
    </message>
    <message>
        <source>{result} · {key} copies it · click for another</source>
        <translation>{result} · {key} — копировать · щелчок — новое измерение</translation>
    </message>
    <message>
        <source>{result} · double click or Enter ends · Backspace goes back</source>
        <translation>{result} · двойной щелчок или Enter — готово · Backspace — назад</translation>
    </message>
    <message>
        <source>This side would cross another one</source>
        <translation>Эта сторона пересекла бы другую</translation>
    </message>
    <message>
        <source>An area needs three corners</source>
        <translation>Для площади нужны три вершины</translation>
    </message>
    <message>
        <source>A distance needs two points</source>
        <translation>Для расстояния нужны две точки</translation>
    </message>
    <message>
        <source>{area}, perimeter {length}</source>
        <translation>{area}, периметр {length}</translation>
    </message>
    <message>
        <source>beyond the CRS</source>
        <translation>вне области СК</translation>
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
    <name>MissingFilesDialog</name>
    <message>
        <source>Files of the project</source>
        <translation>Файлы проекта</translation>
    </message>
    <message>
        <source>{name} needs files that are not where they were, or that cannot be read. Say where they are now; the others are looked for in the same folder.</source>
        <translation>Файлов, нужных {name}, нет на прежнем месте, или они не читаются. Укажите, где они теперь; остальные ищутся в той же папке.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Was in</source>
        <translation>Был в</translation>
    </message>
    <message>
        <source>Is now</source>
        <translation>Теперь</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>Указать файл…</translation>
    </message>
    <message>
        <source>Search in a folder…</source>
        <translation>Искать в папке…</translation>
    </message>
    <message>
        <source>Open the project</source>
        <translation>Открыть проект</translation>
    </message>
    <message>
        <source>Open without them</source>
        <translation>Открыть без них</translation>
    </message>
    <message>
        <source>Scenes and templates without a file, and what was found of them, are left out</source>
        <translation>Сцены и шаблоны без файла и то, что по ним найдено, в проект не войдут</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>не найден</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Поиск…</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) missing</source>
        <translation>
            <numerusform>не хватает %n файла</numerusform>
            <numerusform>не хватает %n файлов</numerusform>
            <numerusform>не хватает %n файлов</numerusform>
        </translation>
    </message>
    <message>
        <source>All files are found.</source>
        <translation>Все файлы найдены.</translation>
    </message>
    <message>
        <source>Where is {name}?</source>
        <translation>Где {name}?</translation>
    </message>
    <message>
        <source>Folder to search in</source>
        <translation>Папка для поиска</translation>
    </message>
</context>
<context>
    <name>ModelsWindow</name>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>On held-out places</source>
        <translation>На отложенных местах</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Места</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Nothing was trained or imported yet: open Training → Train, or drop a file of weights here.</source>
        <translation>Пока ничего не обучено и не импортировано: откройте Обучение → Обучить или перетащите сюда файл весов.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Использовать</translation>
    </message>
    <message>
        <source>Match with these weights from now on</source>
        <translation>Искать с этими весами</translation>
    </message>
    <message>
        <source>Set as default</source>
        <translation>Сделать по умолчанию</translation>
    </message>
    <message>
        <source>Let every new project match with these weights</source>
        <translation>Искать с этими весами в каждом новом проекте</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Type another name (F2)</source>
        <translation>Ввести другое название (F2)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Write the weights and a card that tells what they are</source>
        <translation>Записать веса и их описание</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Show where the file lies</source>
        <translation>Показать, где лежит файл</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Remove the file of the weights</source>
        <translation>Удалить файл весов</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Импорт…</translation>
    </message>
    <message>
        <source>Copy a file of weights (.safetensors, .pth) to the others</source>
        <translation>Скопировать файл весов (.safetensors, .pth) к остальным</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>NorthArrow</name>
    <message>
        <source>N</source>
        <translation>С</translation>
    </message>
</context>
<context>
    <name>Obstacles</name>
    <message>
        <source>There is nothing to save yet</source>
        <translation>Сохранять пока нечего</translation>
    </message>
    <message>
        <source>All is saved</source>
        <translation>Всё сохранено</translation>
    </message>
    <message>
        <source>Open a scene first</source>
        <translation>Сначала откройте сцену</translation>
    </message>
    <message>
        <source>The scene has no CRS: assign one first</source>
        <translation>У сцены нет системы координат: сначала назначьте её</translation>
    </message>
    <message>
        <source>Add templates first</source>
        <translation>Сначала добавьте шаблоны</translation>
    </message>
    <message>
        <source>Check a template first</source>
        <translation>Сначала отметьте шаблон</translation>
    </message>
    <message>
        <source>All templates are checked</source>
        <translation>Все шаблоны отмечены</translation>
    </message>
    <message>
        <source>Select a template in the list first</source>
        <translation>Сначала выберите шаблон в списке</translation>
    </message>
    <message>
        <source>Select one template only</source>
        <translation>Выберите только один шаблон</translation>
    </message>
    <message>
        <source>Nothing was typed over what the file says</source>
        <translation>Сведения из файла никто не менял</translation>
    </message>
    <message>
        <source>The file of the template tells no position</source>
        <translation>В файле шаблона нет положения</translation>
    </message>
    <message>
        <source>Select a layer first</source>
        <translation>Сначала выберите слой</translation>
    </message>
    <message>
        <source>Select a scene in the list of layers first</source>
        <translation>Сначала выберите сцену в списке слоёв</translation>
    </message>
    <message>
        <source>This scene is searched already</source>
        <translation>Поиск уже идёт в этой сцене</translation>
    </message>
    <message>
        <source>The layer is the lowest already</source>
        <translation>Слой уже самый нижний</translation>
    </message>
    <message>
        <source>The layer is the topmost already</source>
        <translation>Слой уже самый верхний</translation>
    </message>
    <message>
        <source>The scene needs no overviews, or they are being built</source>
        <translation>Сцене пирамидные слои не нужны, или они уже строятся</translation>
    </message>
    <message>
        <source>There are no matches yet: match first</source>
        <translation>Совпадений пока нет: сначала выполните поиск</translation>
    </message>
    <message>
        <source>Select a match first</source>
        <translation>Сначала выберите совпадение</translation>
    </message>
    <message>
        <source>No match is running</source>
        <translation>Поиск не идёт</translation>
    </message>
    <message>
        <source>Only one match is running</source>
        <translation>Идёт только один поиск</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>Отменять нечего</translation>
    </message>
    <message>
        <source>Nothing was undone</source>
        <translation>Ничего не отменяли</translation>
    </message>
    <message>
        <source>The map has shown nothing else before</source>
        <translation>До этого карта ничего другого не показывала</translation>
    </message>
    <message>
        <source>You did not go back</source>
        <translation>Назад вы не возвращались</translation>
    </message>
    <message>
        <source>Not possible with what is open and selected now</source>
        <translation>Невозможно с тем, что сейчас открыто и выбрано</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>{name} is in the list of templates already.</source>
        <translation>{name} уже есть в списке шаблонов.</translation>
    </message>
    <message>
        <source>Cannot be opened: {reason}</source>
        <translation>Не удалось открыть: {reason}</translation>
    </message>
    <message>
        <source>Templates are ready. Now open the scene to search in.</source>
        <translation>Шаблоны готовы. Теперь откройте сцену, в которой нужно искать.</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are in the list of templates already.</source>
        <translation>
            <numerusform>%n снимок уже есть в списке шаблонов.</numerusform>
            <numerusform>%n снимка уже есть в списке шаблонов.</numerusform>
            <numerusform>%n снимков уже есть в списке шаблонов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be opened, the first of them: {reason}</source>
        <translation>
            <numerusform>Не удалось открыть %n файл, первый: {reason}</numerusform>
            <numerusform>Не удалось открыть %n файла, первый: {reason}</numerusform>
            <numerusform>Не удалось открыть %n файлов, первый: {reason}</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: {note}</source>
        <translation>{name}: {note}</translation>
    </message>
    <message>
        <source>{name} covers more ground than the scene, so it was not added.</source>
        <translation>{name} охватывает больше местности, чем сцена, поэтому в шаблоны не добавлен.</translation>
    </message>
    <message>
        <source>Open it as the scene</source>
        <translation>Открыть как сцену</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>The pictures to look for, with their GSD and heading</source>
        <translation>Снимки, которые нужно найти, с их GSD и азимутом</translation>
    </message>
    <message>
        <source>Where and how to search, and how far a match is</source>
        <translation>Где и как искать и сколько уже сделано</translation>
    </message>
    <message>
        <source>What the map shows, in which order, and how each layer looks</source>
        <translation>Что показывает карта, в каком порядке и как выглядит каждый слой</translation>
    </message>
    <message>
        <source>All that is known of the match that is selected</source>
        <translation>Всё, что известно о выбранном совпадении</translation>
    </message>
    <message>
        <source>The places that were found, to be sorted and filtered</source>
        <translation>Найденные места: их можно сортировать и отбирать</translation>
    </message>
    <message>
        <source>The picture laid over the scene, to see whether a match is right</source>
        <translation>Снимок, наложенный на сцену: видно, верно ли совпадение</translation>
    </message>
    <message>
        <source>The searches that run and wait, to be paused, moved and repeated</source>
        <translation>Поиски, которые идут и ждут: их можно приостановить, переставить и повторить</translation>
    </message>
    <message>
        <source>What the program did and what went wrong, to be sent along</source>
        <translation>Что делала программа и что пошло не так; журнал можно отправить</translation>
    </message>
    <message>
        <source>Show or hide the panel {name}</source>
        <translation>Показать или скрыть панель «{name}»</translation>
    </message>
    <message>
        <source>Detach the panel, or put it back</source>
        <translation>Открепить панель или вернуть её на место</translation>
    </message>
    <message>
        <source>Close the panel; View opens it again</source>
        <translation>Закрыть панель; снова открыть её можно в меню «Вид»</translation>
    </message>
</context>
<context>
    <name>PathLine</name>
    <message>
        <source>Choose a place</source>
        <translation>Выбрать место</translation>
    </message>
</context>
<context>
    <name>PickControlPoints</name>
    <message>
        <source>Now click the same place on the map · Esc ends</source>
        <translation>Теперь щёлкните то же место на карте · Esc — закончить</translation>
    </message>
    <message>
        <source>Now click the same place in the picture · Esc ends</source>
        <translation>Теперь щёлкните то же место на снимке · Esc — закончить</translation>
    </message>
    <message>
        <source>Click a place that the picture shows as well · drag a point to move it · Delete takes the selected one away · Esc ends</source>
        <translation>Щёлкните место, которое видно и на снимке · точку можно перетащить · Delete убирает выбранную · Esc — закончить</translation>
    </message>
</context>
<context>
    <name>PositionMenu</name>
    <message>
        <source>Copy WGS 84: {text}</source>
        <translation>Копировать WGS 84: {text}</translation>
    </message>
    <message>
        <source>Copy {crs}: {text}</source>
        <translation>Копировать {crs}: {text}</translation>
    </message>
    <message>
        <source>Copy column and row: {text}</source>
        <translation>Копировать столбец и строку: {text}</translation>
    </message>
    <message>
        <source>Copy &amp;all</source>
        <translation>Копировать &amp;всё</translation>
    </message>
    <message>
        <source>Show degrees, &amp;minutes, seconds</source>
        <translation>Показывать градусы, &amp;минуты, секунды</translation>
    </message>
</context>
<context>
    <name>PreviewBadge</name>
    <message>
        <source>Preliminary: mean cosine, {percent} %</source>
        <translation>Предварительно: средний косинус, {percent} %</translation>
    </message>
</context>
<context>
    <name>ProgramDialogs</name>
    <message>
        <source>Details…</source>
        <translation>Подробности…</translation>
    </message>
    <message>
        <source>The program ended unexpectedly last time ({when}).</source>
        <translation>В прошлый раз программа неожиданно завершилась ({when}).</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>Показать отчёт</translation>
    </message>
    <message>
        <source>Unexpected error: {reason}</source>
        <translation>Непредвиденная ошибка: {reason}</translation>
    </message>
</context>
<context>
    <name>ProjectActions</name>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Проект</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Создать</translation>
    </message>
    <message>
        <source>Close the project and begin an empty one</source>
        <translation>Закрыть проект и начать пустой</translation>
    </message>
    <message>
        <source>Open pro&amp;ject…</source>
        <translation>Открыть прое&amp;кт…</translation>
    </message>
    <message>
        <source>Open scenes, templates and results as they were saved</source>
        <translation>Открыть сцены, шаблоны и результаты такими, какими они были сохранены</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Со&amp;хранить</translation>
    </message>
    <message>
        <source>Keep scenes, templates, settings and results, to go on with them later</source>
        <translation>Сохранить сцены, шаблоны, настройки и результаты, чтобы продолжить позже</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Сохранить &amp;как…</translation>
    </message>
    <message>
        <source>Save the project under another name</source>
        <translation>Сохранить проект под другим именем</translation>
    </message>
    <message>
        <source>&amp;Open scene…</source>
        <translation>&amp;Открыть сцену…</translation>
    </message>
    <message>
        <source>Open rasters to search in</source>
        <translation>Открыть растры, в которых вести поиск</translation>
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
        <source>A real scene and photographs, to try what the program can do</source>
        <translation>Настоящая сцена и снимки: попробовать, что умеет программа</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Экспорт…</translation>
    </message>
    <message>
        <source>Save matches, heatmaps and the map for a GIS or a spreadsheet</source>
        <translation>Сохранить совпадения, тепловые карты и карту для ГИС или электронной таблицы</translation>
    </message>
    <message>
        <source>Save &amp;picture of the map…</source>
        <translation>Сохранить изображение &amp;карты…</translation>
    </message>
    <message>
        <source>Save what the map shows, with a world file</source>
        <translation>Сохранить то, что показывает карта, с файлом привязки (world file)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Выход</translation>
    </message>
    <message>
        <source>End the program; unsaved work is asked about</source>
        <translation>Завершить программу; о несохранённом она спросит</translation>
    </message>
    <message>
        <source>The map is not drawn completely yet. Try again in a moment.</source>
        <translation>Карта ещё не прорисована полностью. Повторите чуть позже.</translation>
    </message>
</context>
<context>
    <name>ProjectFiles</name>
    <message>
        <source>project</source>
        <translation>проект</translation>
    </message>
</context>
<context>
    <name>QueueActions</name>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Очередь</translation>
    </message>
    <message>
        <source>Match in &amp;several scenes…</source>
        <translation>Искать на &amp;нескольких сценах…</translation>
    </message>
    <message>
        <source>Look for the checked templates in several of the open scenes</source>
        <translation>Искать отмеченные шаблоны на нескольких из открытых сцен</translation>
    </message>
    <message>
        <source>&amp;Retry what failed</source>
        <translation>Пов&amp;торить неудавшиеся</translation>
    </message>
    <message>
        <source>Try matches again that failed or were cancelled</source>
        <translation>Повторить поиски, которые не удались или были отменены</translation>
    </message>
    <message>
        <source>&amp;Summary…</source>
        <translation>&amp;Сводка…</translation>
    </message>
    <message>
        <source>Which template is in which scene</source>
        <translation>Какой шаблон на какой сцене</translation>
    </message>
    <message>
        <source>That scene was removed. Open it and match again.</source>
        <translation>Эта сцена убрана. Откройте её и повторите поиск.</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Продолжить</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Пауза</translation>
    </message>
    <message>
        <source>Go on with the match that halts, and with those that wait</source>
        <translation>Продолжить приостановленный поиск и ожидающие</translation>
    </message>
    <message>
        <source>Halt after the tile at hand, and begin no other match</source>
        <translation>Остановиться после текущего тайла и не начинать других поисков</translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message>
        <source>not enough memory</source>
        <translation>не хватает памяти</translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s) matched</source>
        <translation>
            <numerusform>просмотрена %n сцена</numerusform>
            <numerusform>просмотрены %n сцены</numerusform>
            <numerusform>просмотрено %n сцен</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s) found</source>
        <translation>
            <numerusform>найден %n шаблон</numerusform>
            <numerusform>найдены %n шаблона</numerusform>
            <numerusform>найдено %n шаблонов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s) failed</source>
        <translation>
            <numerusform>не удалась %n сцена</numerusform>
            <numerusform>не удались %n сцены</numerusform>
            <numerusform>не удалось %n сцен</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>отменено: %n</numerusform>
            <numerusform>отменено: %n</numerusform>
            <numerusform>отменено: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>The queue is done: {counts}.</source>
        <translation>Очередь выполнена: {counts}.</translation>
    </message>
    <message>
        <source>Summary…</source>
        <translation>Сводка…</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>Scene</source>
        <translation>Сцена</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Шаблоны</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>отмена…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>пауза</translation>
    </message>
    <message>
        <source>pausing…</source>
        <translation>пауза после тайла…</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ожидает</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>не удалось</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>отменено</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n место</numerusform>
            <numerusform>%n места</numerusform>
            <numerusform>%n мест</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s) not matched</source>
        <translation>
            <numerusform>%n шаблон не обработан</numerusform>
            <numerusform>%n шаблона не обработаны</numerusform>
            <numerusform>%n шаблонов не обработано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of the scene not readable</source>
        <translation>
            <numerusform>не читается %n часть сцены</numerusform>
            <numerusform>не читаются %n части сцены</numerusform>
            <numerusform>не читается %n частей сцены</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Matches that run, wait or are done will be listed here. Search → Match in several scenes asks for many at once.</source>
        <translation>Здесь появятся поиски: выполняемые, ожидающие и готовые. «Поиск → Искать на нескольких сценах» задаёт сразу много.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Cancel the selected matches; without a selection, all of them</source>
        <translation>Отменить выбранные поиски; если ничего не выбрано — все</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Try the selected matches again that failed or were cancelled; without a selection, all of these</source>
        <translation>Повторить выбранные поиски, которые не удались или были отменены; если ничего не выбрано — все такие</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>Let the selected match run earlier</source>
        <translation>Выполнить выбранный поиск раньше</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Let the selected match run later</source>
        <translation>Выполнить выбранный поиск позже</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Take the selected matches off the list; without a selection, all that are over. Results stay.</source>
        <translation>Убрать выбранные поиски из списка; если ничего не выбрано — все завершённые. Результаты остаются.</translation>
    </message>
    <message>
        <source>Summary…</source>
        <translation>Сводка…</translation>
    </message>
    <message>
        <source>Which template is in which scene</source>
        <translation>Какой шаблон на какой сцене</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Go on with the match that halts, and with those that wait</source>
        <translation>Продолжить приостановленный поиск и ожидающие</translation>
    </message>
    <message>
        <source>Halt after the tile at hand, and begin no other match</source>
        <translation>Остановиться после текущего тайла и не начинать других поисков</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n done</source>
        <translation>
            <numerusform>готово {done} из %n</numerusform>
            <numerusform>готово {done} из %n</numerusform>
            <numerusform>готово {done} из %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>не удалось: %n</numerusform>
            <numerusform>не удалось: %n</numerusform>
            <numerusform>не удалось: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>paused</source>
        <translation>пауза</translation>
    </message>
    <message>
        <source>about {time} left in all</source>
        <translation>всего осталось около {time}</translation>
    </message>
</context>
<context>
    <name>QueueQuestion</name>
    <message>
        <source>Matches are not done</source>
        <translation>Поиски не завершены</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) run or wait. Cancel them?</source>
        <translation>
            <numerusform>Не завершён %n поиск. Отменить его?</numerusform>
            <numerusform>Не завершены %n поиска. Отменить их?</numerusform>
            <numerusform>Не завершено %n поисков. Отменить их?</numerusform>
        </translation>
    </message>
    <message>
        <source>Results of those that are done stay.</source>
        <translation>Результаты завершённых остаются.</translation>
    </message>
    <message>
        <source>Cancel the matches</source>
        <translation>Отменить поиски</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Продолжить работу</translation>
    </message>
</context>
<context>
    <name>QueueRow</name>
    <message>
        <source>cancelling…</source>
        <translation>отмена…</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ожидает</translation>
    </message>
    <message numerus="yes">
        <source>%n template(s)</source>
        <translation>
            <numerusform>%n шаблон</numerusform>
            <numerusform>%n шаблона</numerusform>
            <numerusform>%n шаблонов</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel this match</source>
        <translation>Отменить этот поиск</translation>
    </message>
</context>
<context>
    <name>QueueSummaryDialog</name>
    <message>
        <source>Summary of the queue</source>
        <translation>Сводка по очереди</translation>
    </message>
    <message>
        <source>By template</source>
        <translation>По шаблонам</translation>
    </message>
    <message>
        <source>By scene</source>
        <translation>По сценам</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all, with the titles, for a spreadsheet</source>
        <translation>Копировать выбранные строки или все, с заголовками, для электронной таблицы</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Сохранить как CSV…</translation>
    </message>
    <message>
        <source>Save the answer for each template in each scene</source>
        <translation>Сохранить ответ по каждому шаблону на каждой сцене</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>No match is done yet.</source>
        <translation>Ни один поиск ещё не завершён.</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Сцена</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Уверенность</translation>
    </message>
    <message>
        <source>Inliers</source>
        <translation>Подтверждено</translation>
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
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Под вопросом</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>Нет здесь</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Мест</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Примечание</translation>
    </message>
    <message numerus="yes">
        <source>{scenes} of %n scene(s) matched</source>
        <translation>
            <numerusform>просмотрено {scenes} из %n сцены</numerusform>
            <numerusform>просмотрено {scenes} из %n сцен</numerusform>
            <numerusform>просмотрено {scenes} из %n сцен</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{found} of %n template(s) found</source>
        <translation>
            <numerusform>найдено {found} из %n шаблона</numerusform>
            <numerusform>найдено {found} из %n шаблонов</numerusform>
            <numerusform>найдено {found} из %n шаблонов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s) failed</source>
        <translation>
            <numerusform>не удалась %n сцена</numerusform>
            <numerusform>не удались %n сцены</numerusform>
            <numerusform>не удалось %n сцен</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in none of %n scene(s)</source>
        <translation>
            <numerusform>нет ни на одной из %n сцены</numerusform>
            <numerusform>нет ни на одной из %n сцен</numerusform>
            <numerusform>нет ни на одной из %n сцен</numerusform>
        </translation>
    </message>
    <message>
        <source>not matched: {reason}</source>
        <translation>не обработан: {reason}</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>не проверен</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>нет места</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>не удалось</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>отменено</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of the scene not readable</source>
        <translation>
            <numerusform>не читается %n часть сцены</numerusform>
            <numerusform>не читаются %n части сцены</numerusform>
            <numerusform>не читается %n частей сцены</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the summary</source>
        <translation>Сохранить сводку</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Cancel all</source>
        <translation>Отменить все</translation>
    </message>
    <message>
        <source>Stop the match that runs, and forget those that wait</source>
        <translation>Остановить текущий поиск и убрать ожидающие</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) waiting</source>
        <translation>
            <numerusform>Ожидает %n поиск</numerusform>
            <numerusform>Ожидают %n поиска</numerusform>
            <numerusform>Ожидают %n поисков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RasterChoice</name>
    <message>
        <source>Check rasters of the same ground, such as orthophotos of several dates. The first is the view that the others are sought in.</source>
        <translation>Отметьте растры одной местности, например ортофотопланы разных дат. Первый — ракурс, в котором ищутся остальные.</translation>
    </message>
    <message>
        <source>Size of a picture</source>
        <translation>Размер снимка</translation>
    </message>
    <message>
        <source>Overlap of neighbours</source>
        <translation>Перекрытие соседних</translation>
    </message>
    <message>
        <source>Ground for testing</source>
        <translation>Местность для проверки</translation>
    </message>
    <message>
        <source>How much of it</source>
        <translation>Сколько её</translation>
    </message>
    <message>
        <source>Gap between both</source>
        <translation>Зазор между ними</translation>
    </message>
    <message>
        <source>Drawn on the map</source>
        <translation>Нарисовано на карте</translation>
    </message>
    <message>
        <source> px</source>
        <translation> пикс</translation>
    </message>
    <message>
        <source> m</source>
        <translation> м</translation>
    </message>
    <message>
        <source>Ground that neither side shows, so that none knows the other; some pixels at least</source>
        <translation>Местность, которой нет ни на одной стороне, чтобы они не знали друг друга; не меньше нескольких пикселей</translation>
    </message>
    <message>
        <source>The east</source>
        <translation>Восток</translation>
    </message>
    <message>
        <source>The west</source>
        <translation>Запад</translation>
    </message>
    <message>
        <source>The north</source>
        <translation>Север</translation>
    </message>
    <message>
        <source>The south</source>
        <translation>Юг</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Make the places</source>
        <translation>Создать места</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>See them on the map</source>
        <translation>Показать на карте</translation>
    </message>
    <message>
        <source>{path}: has no CRS of its own</source>
        <translation>{path}: нет собственной СК</translation>
    </message>
    <message>
        <source>Making places…</source>
        <translation>Создаются места…</translation>
    </message>
    <message>
        <source>Made: {train} places to train on, {test} to test on; {left} left out for nodata</source>
        <translation>Создано мест: для обучения {train}, для проверки {test}; пропущено из-за пустых пикселей {left}</translation>
    </message>
    <message>
        <source>Open two georeferenced rasters of the same ground, and check them.</source>
        <translation>Откройте два растра одной местности с привязкой и отметьте их.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Подсчёт…</translation>
    </message>
    <message>
        <source>{train} places to train on, {test} to test on, {views} views</source>
        <translation>мест для обучения {train}, для проверки {test}, ракурсов {views}</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>has reduced copies inside already ({sizes}), and none beside it would be looked at; gdaladdo adds more to the file itself</source>
        <translation>внутри файла уже есть уменьшенные копии ({sizes}), и копии рядом с ним не читались бы; gdaladdo добавит ещё в сам файл</translation>
    </message>
    <message>
        <source>the process that made reduced copies ended with code {code}</source>
        <translation>процесс, который строил уменьшенные копии, завершился с кодом {code}</translation>
    </message>
    <message>
        <source>no process could be started to make reduced copies ({reason})</source>
        <translation>не удалось запустить процесс, который строит уменьшенные копии ({reason})</translation>
    </message>
    <message>
        <source>was not installed with the program; install it again</source>
        <translation>не установлено вместе с программой; установите её заново</translation>
    </message>
    <message>
        <source>no such file; check the path</source>
        <translation>нет такого файла; проверьте путь</translation>
    </message>
    <message>
        <source>is a folder; name a raster file in it</source>
        <translation>это папка; укажите файл растра в ней</translation>
    </message>
    <message>
        <source>is a folder; name a file</source>
        <translation>это папка; укажите файл</translation>
    </message>
    <message>
        <source>is empty (0 bytes); get the file again</source>
        <translation>файл пуст (0 байт); получите его заново</translation>
    </message>
    <message>
        <source>is not a raster that can be read, or is damaged ({reason}); get the file again, or convert it to GeoTIFF</source>
        <translation>это не растр, который можно прочитать, или он повреждён ({reason}); получите файл заново или преобразуйте его в GeoTIFF</translation>
    </message>
    <message>
        <source>is not a picture that can be read, or is damaged ({reason}); get the file again, or convert it to PNG</source>
        <translation>это не изображение, которое можно прочитать, или оно повреждено ({reason}); получите файл заново или преобразуйте его в PNG</translation>
    </message>
    <message>
        <source>was changed by another program while it was open; open it again</source>
        <translation>файл изменён другой программой, пока был открыт; откройте его снова</translation>
    </message>
    <message>
        <source>cannot be read ({reason})</source>
        <translation>не читается ({reason})</translation>
    </message>
    <message>
        <source>a picture{size} is too large to look for, the limit is {limit} Mpx; cut out the part to look for, or open it as the scene</source>
        <translation>изображение{size} слишком велико для поиска, предел {limit} Мпикс; вырежьте нужную часть или откройте его как сцену</translation>
    </message>
    <message>
        <source> of {size} pixels</source>
        <translation> {size} пикселей</translation>
    </message>
    <message>
        <source>is a progressive JPEG of {width} x {height} pixels, which can be unpacked as a whole only, in too much memory; convert it to a tiled GeoTIFF</source>
        <translation>это прогрессивный JPEG {width} x {height} пикселей, он распаковывается только целиком, на что не хватит памяти; преобразуйте его в тайловый GeoTIFF</translation>
    </message>
    <message>
        <source>stored in blocks of {width} x {height} pixels: to read any of it takes {size} MiB; convert it to a tiled GeoTIFF to be quick</source>
        <translation>хранится блоками {width} x {height} пикселей: чтение любой части занимает {size} МиБ; чтобы работать быстро, преобразуйте его в тайловый GeoTIFF</translation>
    </message>
    <message>
        <source>the file is cut off: what is missing looks grey or black; get the file again</source>
        <translation>файл обрезан: недостающее выглядит серым или чёрным; получите файл заново</translation>
    </message>
    <message>
        <source>damaged near column {column}, row {row}</source>
        <translation>файл повреждён около столбца {column}, строки {row}</translation>
    </message>
    <message>
        <source>is damaged, none of it can be read; get the file again</source>
        <translation>файл повреждён, прочитать нельзя ничего; получите файл заново</translation>
    </message>
    <message>
        <source>is damaged ({reason}); get the file again</source>
        <translation>файл повреждён ({reason}); получите его заново</translation>
    </message>
    <message>
        <source>get the file again</source>
        <translation>получите файл заново</translation>
    </message>
    <message>
        <source>the folder holds no picture ({suffixes})</source>
        <translation>в папке нет изображений ({suffixes})</translation>
    </message>
    <message>
        <source>is an area of interest; open the scene first</source>
        <translation>это область интереса; сначала откройте сцену</translation>
    </message>
    <message>
        <source>{count} bands were asked for; name 1 or 3 ({names})</source>
        <translation>запрошено каналов: {count}; нужен 1 или 3 ({names})</translation>
    </message>
    <message>
        <source>has no band {band}; {known}, the first is 1</source>
        <translation>канала {band} нет; {known}, первый – 1</translation>
    </message>
    <message>
        <source>it has {count} bands</source>
        <translation>каналов {count}</translation>
    </message>
    <message>
        <source>it has one band</source>
        <translation>канал один</translation>
    </message>
    <message>
        <source>holds nothing but nodata; choose another scene</source>
        <translation>в файле нет ничего, кроме пустых пикселей (nodata); выберите другую сцену</translation>
    </message>
    <message>
        <source>is of one colour; there is nothing to search in</source>
        <translation>одного цвета; искать в нём нечего</translation>
    </message>
    <message>
        <source>is of one colour; there is nothing to look for</source>
        <translation>одного цвета; искать нечего</translation>
    </message>
    <message>
        <source>is masked all over; there is nothing to look for</source>
        <translation>закрыто маской целиком; искать нечего</translation>
    </message>
    <message>
        <source>holds no pixel of the scene but nodata; cut elsewhere</source>
        <translation>здесь у сцены только пустые пиксели (nodata); вырежьте в другом месте</translation>
    </message>
    <message>
        <source>is {width} x {height} pixels, too small to look for; cut out at least {side} x {rows} that are not nodata</source>
        <translation>всего {width} x {height} пикселей, для поиска мало; вырежьте не меньше {side} x {rows} непустых</translation>
    </message>
    <message>
        <source>reduced from {size} x {rows} to {width} x {height} pixels</source>
        <translation>уменьшено с {size} x {rows} до {width} x {height} пикселей</translation>
    </message>
    <message>
        <source>parts of the file that are damaged are masked out</source>
        <translation>повреждённые части файла закрыты маской</translation>
    </message>
    <message>
        <source>has no band with data</source>
        <translation>нет канала с данными</translation>
    </message>
    <message>
        <source>holds complex numbers; make a raster of their amplitude, for instance with `gdal_calc.py --calc=abs(A)`</source>
        <translation>содержит комплексные числа; сделайте растр их амплитуды, например командой `gdal_calc.py --calc=abs(A)`</translation>
    </message>
    <message>
        <source>no colour interpretation: bands {red}, {green}, {blue} are shown as RGB</source>
        <translation>цвета каналов не указаны: как RGB показаны каналы {red}, {green}, {blue}</translation>
    </message>
    <message>
        <source>bands {red}, {green}, {blue} are shown as RGB, as their names tell</source>
        <translation>как RGB показаны каналы {red}, {green}, {blue}, по их названиям</translation>
    </message>
    <message>
        <source>blue, green, red, near infrared, the order of most satellites</source>
        <translation>синий, зелёный, красный, ближний инфракрасный – порядок большинства спутников</translation>
    </message>
    <message>
        <source>the order of Landsat 8</source>
        <translation>порядок Landsat 8</translation>
    </message>
    <message>
        <source>the order of WorldView</source>
        <translation>порядок WorldView</translation>
    </message>
    <message>
        <source>the order of Sentinel-2 without its 60 m bands</source>
        <translation>порядок Sentinel-2 без каналов 60 м</translation>
    </message>
    <message>
        <source>the order of Sentinel-2</source>
        <translation>порядок Sentinel-2</translation>
    </message>
    <message>
        <source>band {band} is taken for near infrared</source>
        <translation>канал {band} считается ближним инфракрасным</translation>
    </message>
    <message>
        <source>two bands: band {band} is shown as grey</source>
        <translation>два канала: канал {band} показан серым</translation>
    </message>
    <message>
        <source>band {band} is nothing but 0 and 255: taken for the opacity</source>
        <translation>в канале {band} только 0 и 255: он считается непрозрачностью</translation>
    </message>
    <message>
        <source>the scene has no CRS, so no coordinates in {name} are known; give it one (gdal_edit -a_srs)</source>
        <translation>у сцены нет системы координат, поэтому координаты в {name} неизвестны; назначьте её</translation>
    </message>
    <message>
        <source>the raster has no CRS: longitude, latitude and metres are not known</source>
        <translation>у растра нет системы координат: долгота, широта и метры неизвестны</translation>
    </message>
    <message>
        <source>the scene has no CRS, and {format} needs longitude and latitude; write CSV, or give the scene a CRS (gdal_edit -a_srs)</source>
        <translation>у сцены нет системы координат, а для {format} нужны долгота и широта; сохраните CSV или назначьте систему координат сцене</translation>
    </message>
    <message>
        <source>the accuracy of the way to {name} is not known; it may be off by 100 m and more</source>
        <translation>точность преобразования в {name} неизвестна; ошибка может быть 100 м и больше</translation>
    </message>
    <message>
        <source>a better way of {metres} m ({way}) needs {grids}, which PROJ does not have here</source>
        <translation>для более точного преобразования, {metres} м ({way}), нужны файлы {grids}, которых у PROJ здесь нет</translation>
    </message>
    <message>
        <source>a better way ({way}) needs {grids}, which PROJ does not have here</source>
        <translation>для более точного преобразования ({way}) нужны файлы {grids}, которых у PROJ здесь нет</translation>
    </message>
    <message>
        <source>the scene does not lie wholly where {name} is meant for: {west}..{east} E, {south}..{north} N</source>
        <translation>сцена не целиком лежит там, для чего предназначена {name}: {west}..{east} в. д., {south}..{north} с. ш.</translation>
    </message>
    <message>
        <source>no CRS: coordinates are pixels</source>
        <translation>нет системы координат: координаты в пикселях</translation>
    </message>
    <message>
        <source>a CRS but no transform</source>
        <translation>есть система координат, но нет привязки</translation>
    </message>
    <message>
        <source>a transform that gives pixels no size</source>
        <translation>привязка, при которой у пикселей нет размера</translation>
    </message>
    <message>
        <source>, only rational polynomials (RPC): orthorectify it first, as gdalwarp -rpc does</source>
        <translation>, только рациональные полиномы (RPC): сначала ортотрансформируйте снимок, например командой gdalwarp -rpc</translation>
    </message>
    <message>
        <source>coordinates are pixels</source>
        <translation>координаты в пикселях</translation>
    </message>
    <message>
        <source>the CRS cannot be understood ({reason})</source>
        <translation>систему координат понять нельзя ({reason})</translation>
    </message>
    <message>
        <source>the CRS {name} has no place on the Earth</source>
        <translation>система координат {name} не привязана к Земле</translation>
    </message>
    <message>
        <source>the CRS {name} has no place on the Earth; name another</source>
        <translation>система координат {name} не привязана к Земле; укажите другую</translation>
    </message>
    <message>
        <source>the CRS is {taken} as it was told; the file names {own}</source>
        <translation>система координат {taken} назначена; в файле указана {own}</translation>
    </message>
    <message>
        <source>has no transform, so a CRS alone does not say where it lies</source>
        <translation>нет привязки, а одна система координат не говорит, где он лежит</translation>
    </message>
    <message>
        <source>it has rational polynomials (RPC): orthorectify it first, as gdalwarp -rpc does</source>
        <translation>есть рациональные полиномы (RPC): сначала ортотрансформируйте снимок, например командой gdalwarp -rpc</translation>
    </message>
    <message>
        <source>put a world file beside it, or georeference it, as QGIS&apos;s Georeferencer does</source>
        <translation>положите рядом файл привязки (world file) или привяжите снимок, например в QGIS</translation>
    </message>
    <message>
        <source>cannot be placed beside a raster that has no CRS; assign it one</source>
        <translation>нельзя положить рядом с растром без системы координат; назначьте её</translation>
    </message>
    <message>
        <source>has no CRS, so its place in {name} is not known; assign one first</source>
        <translation>нет системы координат, поэтому место в {name} неизвестно; сначала назначьте её</translation>
    </message>
    <message>
        <source>cannot be shown in {name}</source>
        <translation>нельзя показать в {name}</translation>
    </message>
    <message>
        <source>it lies where {name} has no coordinates</source>
        <translation>он лежит там, где у {name} нет координат</translation>
    </message>
    <message>
        <source>the ground control points are of no use, {reason}</source>
        <translation>от опорных точек нет пользы, {reason}</translation>
    </message>
    <message>
        <source>they have no solution ({reason})</source>
        <translation>решения нет ({reason})</translation>
    </message>
    <message>
        <source>they contradict each other</source>
        <translation>они противоречат друг другу</translation>
    </message>
    <message>
        <source>they have no CRS</source>
        <translation>у них нет системы координат</translation>
    </message>
    <message>
        <source>their CRS cannot be understood ({reason})</source>
        <translation>их систему координат понять нельзя ({reason})</translation>
    </message>
    <message>
        <source>their CRS {name} has no place on the Earth</source>
        <translation>их система координат {name} не привязана к Земле</translation>
    </message>
    <message>
        <source>{count} are too few, it takes 3</source>
        <translation>{count} мало, нужно не меньше 3</translation>
    </message>
    <message>
        <source>they lie on a line</source>
        <translation>они лежат на одной прямой</translation>
    </message>
    <message>
        <source>placed by {points}</source>
        <translation>привязано по точкам: {points}</translation>
    </message>
    <message>
        <source>{count} ground control points, missed by {typical} m (RMS), {worst} m at most</source>
        <translation>опорных точек {count}, ошибка {typical} м (СКО), не больше {worst} м</translation>
    </message>
    <message>
        <source>: columns and rows are those of the picture warped to {name}</source>
        <translation>; столбцы и строки – снимка, пересчитанного в {name}</translation>
    </message>
    <message>
        <source>a position lies outside of what the CRS can express</source>
        <translation>место лежит вне области системы координат</translation>
    </message>
    <message>
        <source>no CRS {words}; name an EPSG code such as EPSG:28407, a PROJ text or WKT</source>
        <translation>нет системы координат {words}; укажите код, например EPSG:28407, текст PROJ или WKT</translation>
    </message>
    <message>
        <source>{name} has no x and y on a map; name a projected or geographic CRS such as EPSG:28407</source>
        <translation>{name}: нет x и y на карте; укажите систему в проекции или географическую, например EPSG:28407</translation>
    </message>
    <message>
        <source>no way is known from {name} to {other}</source>
        <translation>неизвестно, как пересчитать координаты из {name} в {other}</translation>
    </message>
    <message>
        <source>holds no polygon; draw the area as one</source>
        <translation>нет ни одного многоугольника; начертите область многоугольником</translation>
    </message>
    <message>
        <source>a position in it is not a number; draw the area again</source>
        <translation>одна из координат не число; начертите область заново</translation>
    </message>
    <message>
        <source>has no inside; draw at least three corners</source>
        <translation>внутри ничего нет; отметьте не меньше трёх вершин</translation>
    </message>
    <message>
        <source>does not touch the scene: it covers {reach}, the scene 0 0 to {width} {height} (pixels)</source>
        <translation>не касается сцены: охват {reach}, у сцены от 0 0 до {width} {height} (пиксели)</translation>
    </message>
    <message>
        <source>does not touch the scene: it covers {reach}, the scene {scene}</source>
        <translation>не касается сцены: охват {reach}, у сцены {scene}</translation>
    </message>
    <message>
        <source>has no CRS, so its place in the scene is not known; give it one (a Shapefile wants its .prj file), or use --extent</source>
        <translation>нет системы координат, поэтому место в сцене неизвестно; задайте её (у Shapefile – файлом .prj)</translation>
    </message>
    <message>
        <source>is in {name}, but the scene has no CRS; give the scene one (gdal_edit -a_srs), or use --extent in the scene&apos;s own units</source>
        <translation>в системе координат {name}, а у сцены её нет; назначьте её сцене</translation>
    </message>
    <message>
        <source>the area leaves what the CRS of the scene can express; draw a smaller one</source>
        <translation>область выходит за пределы системы координат сцены; начертите меньшую</translation>
    </message>
    <message>
        <source>the scene lies outside of what the CRS of the area can express</source>
        <translation>сцена лежит вне системы координат области</translation>
    </message>
    <message>
        <source>no way is known from the CRS {name} of the area to {other}; reproject the area to the CRS of the scene</source>
        <translation>неизвестно, как пересчитать область из {name} в {other}; пересчитайте её в систему координат сцены</translation>
    </message>
    <message>
        <source>is not GeoJSON, or is damaged</source>
        <translation>это не GeoJSON, или файл повреждён</translation>
    </message>
    <message>
        <source>is not a vector file that can be read, or is damaged</source>
        <translation>это не векторный файл, который можно прочитать, или он повреждён</translation>
    </message>
    <message>
        <source>reading {format} needs the extra gis (pip install &quot;neurocorrelator[gis]&quot;); GeoJSON is read without it</source>
        <translation>для чтения {format} нужно дополнение gis (pip install &quot;neurocorrelator[gis]&quot;); GeoJSON читается и без него</translation>
    </message>
    <message>
        <source>its layers have different CRSs; keep one of them in a file</source>
        <translation>у его слоёв разные системы координат; оставьте в файле одну</translation>
    </message>
    <message>
        <source>its CRS cannot be understood</source>
        <translation>его систему координат понять нельзя</translation>
    </message>
    <message>
        <source>it has two latitudes</source>
        <translation>в нём две широты</translation>
    </message>
    <message>
        <source>it has two longitudes</source>
        <translation>в нём две долготы</translation>
    </message>
    <message>
        <source>{text} is no part of a degree</source>
        <translation>{text} не может быть частью градуса</translation>
    </message>
    <message>
        <source>no position {words}; type {examples}</source>
        <translation>не похоже на координаты: {words}; введите {examples}</translation>
    </message>
    <message>
        <source> (latitude, longitude), </source>
        <translation> (широта, долгота), </translation>
    </message>
    <message>
        <source> or px 100 200</source>
        <translation> или px 100 200</translation>
    </message>
    <message>
        <source>px 100 200 (column and row): the scene has no CRS</source>
        <translation>px 100 200 (столбец и строка): у сцены нет системы координат</translation>
    </message>
    <message>
        <source>the numbers are too large</source>
        <translation>числа слишком велики</translation>
    </message>
    <message>
        <source>separated by both ; and a comma</source>
        <translation>разделено и точкой с запятой, и запятой</translation>
    </message>
    <message>
        <source>decimals with both a point and a comma</source>
        <translation>дробная часть и с точкой, и с запятой</translation>
    </message>
    <message>
        <source>needs a CRS</source>
        <translation>нужна система координат</translation>
    </message>
    <message>
        <source>the scene&apos;s CRS {name} has no metres</source>
        <translation>в системе координат сцены {name} нет метров</translation>
    </message>
    <message>
        <source>there is no latitude {number}</source>
        <translation>нет широты {number}</translation>
    </message>
    <message>
        <source>there is no longitude {number}</source>
        <translation>нет долготы {number}</translation>
    </message>
    <message>
        <source>, and latitude comes first</source>
        <translation>, а широта идёт первой</translation>
    </message>
    <message>
        <source>two numbers belong there, not {count}</source>
        <translation>нужны два числа, а не {count}</translation>
    </message>
    <message>
        <source>two values belong there, not {count}</source>
        <translation>нужны два значения, а не {count}</translation>
    </message>
    <message>
        <source>it has one value, not two</source>
        <translation>значение одно, а нужно два</translation>
    </message>
    <message>
        <source>it has more than two values</source>
        <translation>значений больше двух</translation>
    </message>
    <message>
        <source>it has one letter; separate the values by a semicolon</source>
        <translation>буква только одна; разделите значения точкой с запятой</translation>
    </message>
    <message>
        <source>only the last of degrees, minutes and seconds has decimals</source>
        <translation>дробной может быть только последняя часть из градусов, минут и секунд</translation>
    </message>
    <message>
        <source>a minus and a letter contradict each other</source>
        <translation>минус и буква противоречат друг другу</translation>
    </message>
    <message>
        <source>the position lies outside of what {name} can express; check the numbers</source>
        <translation>место лежит вне области системы координат {name}; проверьте числа</translation>
    </message>
    <message>
        <source>the format gpkg needs the extra gis (pip install &quot;neurocorrelator[gis]&quot;); csv, geojson and kml are written without it</source>
        <translation>для формата gpkg нужно дополнение gis (pip install &quot;neurocorrelator[gis]&quot;); csv, geojson и kml записываются и без него</translation>
    </message>
    <message>
        <source>a picture of the map ends with .png, .jpg or .tif</source>
        <translation>имя снимка карты оканчивается на .png, .jpg или .tif</translation>
    </message>
    <message>
        <source>JPEG knows no transparent parts; choose .png or .tif</source>
        <translation>в JPEG не бывает прозрачных частей; выберите .png или .tif</translation>
    </message>
    <message>
        <source>the path is not Unicode</source>
        <translation>путь не в Юникоде</translation>
    </message>
    <message>
        <source>the disk is full; free some space or choose another place</source>
        <translation>диск заполнен; освободите место или выберите другую папку</translation>
    </message>
    <message>
        <source>not allowed to write there; close the file elsewhere or choose another place</source>
        <translation>туда нельзя писать; закройте файл в другой программе или выберите другую папку</translation>
    </message>
    <message>
        <source>is a file, not a folder; choose another place</source>
        <translation>это файл, а не папка; выберите другую папку</translation>
    </message>
    <message>
        <source>cannot be written ({reason}); choose another place</source>
        <translation>записать нельзя ({reason}); выберите другую папку</translation>
    </message>
    <message>
        <source>cannot be written ({reason}); is the disk full?</source>
        <translation>записать нельзя ({reason}); не заполнен ли диск?</translation>
    </message>
    <message>
        <source>cannot be written whole; is the disk full?</source>
        <translation>записать целиком нельзя; не заполнен ли диск?</translation>
    </message>
    <message>
        <source>is not a Unicode path; choose another place</source>
        <translation>путь не в Unicode; выберите другую папку</translation>
    </message>
    <message>
        <source>is too large for JPEG; choose .png or .tif</source>
        <translation>слишком велико для JPEG; выберите .png или .tif</translation>
    </message>
    <message>
        <source>is the picture itself; choose another name</source>
        <translation>это сам снимок; выберите другое имя</translation>
    </message>
    <message>
        <source>is the picture itself; choose another folder</source>
        <translation>это сам снимок; выберите другую папку</translation>
    </message>
    <message>
        <source>match {rank} cannot be georeferenced: {reason}</source>
        <translation>совпадение {rank} нельзя привязать: {reason}</translation>
    </message>
    <message>
        <source>the picture cannot lie there: {reason}</source>
        <translation>снимок не может так лежать: {reason}</translation>
    </message>
    <message>
        <source>a corner of the picture would lie beyond the horizon: spread the points, or choose a simpler transform</source>
        <translation>угол снимка оказался бы за горизонтом: расставьте точки шире или выберите преобразование проще</translation>
    </message>
    <message>
        <source>too few control points for this transform: add some</source>
        <translation>для этого преобразования мало опорных точек: добавьте ещё</translation>
    </message>
    <message>
        <source>the picture would lie turned over: look which point belongs to which</source>
        <translation>снимок лёг бы обратной стороной: проверьте, какая точка какой соответствует</translation>
    </message>
    <message>
        <source>control points lie at one place or on one line: spread them over the picture</source>
        <translation>опорные точки лежат в одном месте или на одной прямой: расставьте их по всему снимку</translation>
    </message>
    <message>
        <source>the corners are mirrored</source>
        <translation>углы отражены зеркально</translation>
    </message>
    <message>
        <source>the corners are no convex quadrilateral</source>
        <translation>углы не образуют выпуклый четырёхугольник</translation>
    </message>
    <message>
        <source>it lies outside of what {name} can express</source>
        <translation>оно лежит вне области, которую описывает {name}</translation>
    </message>
    <message>
        <source>its GeoTIFF has pixels {times} times as long as the picture&apos;s, {width} x {height} of them</source>
        <translation>пиксели GeoTIFF в {times} раза длиннее пикселей снимка, их {width} x {height}</translation>
    </message>
    <message>
        <source>no .vrt, and control points in the template&apos;s own pixels, for {reason}</source>
        <translation>без .vrt, а опорные точки в собственных пикселях шаблона: {reason}</translation>
    </message>
    <message>
        <source>it has no file</source>
        <translation>у него нет файла</translation>
    </message>
    <message>
        <source>its file has others</source>
        <translation>в его файле они другие</translation>
    </message>
    <message>
        <source>reduced copies must lie beside {name}, so copy it to a folder that can be written</source>
        <translation>уменьшенные копии должны лежать рядом с {name}, поэтому скопируйте его в папку, куда можно писать</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>не хватает памяти</translation>
    </message>
    <message>
        <source>is there enough memory?</source>
        <translation>хватает ли памяти?</translation>
    </message>
    <message>
        <source>nowhere sure in a large scene, of which only likely places were searched finely: {names}; name an area, or search exactly, which takes longer</source>
        <translation>в большой сцене, где подробно просмотрены только вероятные места, нигде нет уверенности: {names}; укажите область или включите точный поиск, он дольше</translation>
    </message>
    <message>
        <source>not enough memory; search a smaller area, or at a coarser resolution (reduce), or close other programs</source>
        <translation>не хватает памяти; выберите область поиска поменьше, увеличьте «Уменьшение» (грубее разрешение) или закройте другие программы</translation>
    </message>
    <message>
        <source>{name} is not a matrix of 256 x 256 finite numbers</source>
        <translation>{name} — не матрица 256 x 256 конечных чисел</translation>
    </message>
    <message>
        <source>features are not kept for the next search ({reason}); free some space, or set NEUROCORRELATOR_CACHE</source>
        <translation>признаки не сохраняются для следующего поиска ({reason}); освободите место или задайте NEUROCORRELATOR_CACHE</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; not recognized as being in a supported file format.</source>
        <translation>формат файла &apos;{name}&apos; не поддерживается</translation>
    </message>
    <message>
        <source>TIFFReadDirectory:Failed to read directory at offset {place}</source>
        <translation>каталог TIFF не читается, смещение {place}</translation>
    </message>
    <message>
        <source>cannot identify image file {name}</source>
        <translation>формат файла не распознан: {name}</translation>
    </message>
    <message>
        <source>libjpeg: JPEG datastream contains no image</source>
        <translation>libjpeg: в файле нет изображения</translation>
    </message>
    <message>
        <source>Truncated File Read</source>
        <translation>файл обрезан</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>нет такого файла или папки</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>нет прав</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>на диске нет места</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>диск доступен только для чтения</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>ошибка чтения с диска</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>слишком длинное имя файла</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>это папка</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>это не папка</translation>
    </message>
    <message>
        <source>is a folder; name a YAML file</source>
        <translation>это папка; укажите файл YAML</translation>
    </message>
    <message>
        <source>is not UTF-8; save it as UTF-8</source>
        <translation>файл не в UTF-8; сохраните его в UTF-8</translation>
    </message>
    <message>
        <source>is not YAML ({reason})</source>
        <translation>это не YAML ({reason})</translation>
    </message>
    <message>
        <source>must hold lines of the form &apos;key: value&apos;</source>
        <translation>в файле должны быть строки вида «ключ: значение»</translation>
    </message>
    <message>
        <source>unknown key {key}; </source>
        <translation>неизвестный ключ {key}; </translation>
    </message>
    <message>
        <source>did you mean {key}?</source>
        <translation>может быть, {key}?</translation>
    </message>
    <message>
        <source>no such file of weights; the shipped ones are &apos;imagenet&apos; or &apos;aerial&apos;</source>
        <translation>нет такого файла весов; в комплекте есть &apos;imagenet&apos; и &apos;aerial&apos;</translation>
    </message>
    <message>
        <source>is not a safetensors file or a state dict, or is damaged</source>
        <translation>это не файл safetensors и не state dict, или он повреждён</translation>
    </message>
    <message>
        <source>is not VGG19 as torchvision names it ({name} is missing or of another shape); give VGG19 weights or &apos;imagenet&apos;</source>
        <translation>это не VGG19 с именами torchvision ({name} нет или другой формы); укажите веса VGG19 или &apos;imagenet&apos;</translation>
    </message>
    <message>
        <source>holds values that are not finite</source>
        <translation>есть значения, которые не конечны</translation>
    </message>
    <message>
        <source>device {name}: {reason}; use auto or cpu, or ask `neurocorrelator doctor` why</source>
        <translation>устройство {name}: {reason}; выберите auto или cpu, причину покажет проверка компьютера (меню «Справка»)</translation>
    </message>
    <message>
        <source>no CUDA device found</source>
        <translation>устройств CUDA не найдено</translation>
    </message>
    <message>
        <source>this torch computes on the processor only</source>
        <translation>эта сборка torch считает только на процессоре</translation>
    </message>
    <message>
        <source>device {name}: there is only {others}; use one of these, auto or cpu</source>
        <translation>устройство {name}: есть только {others}; выберите одно из них, auto или cpu</translation>
    </message>
    <message>
        <source>device {name}: {reason}; use cpu, or ask `neurocorrelator doctor` why</source>
        <translation>устройство {name}: {reason}; выберите cpu, причину покажет проверка компьютера (меню «Справка»)</translation>
    </message>
    <message>
        <source>device {name} is not {names}</source>
        <translation>устройство {name} – не {names}</translation>
    </message>
    <message>
        <source>auto, cpu, cuda, cuda:N or mps</source>
        <translation>auto, cpu, cuda, cuda:N или mps</translation>
    </message>
    <message>
        <source>; there are {keys}</source>
        <translation>; есть {keys}</translation>
    </message>
    <message>
        <source>must be a multiple of 4: tiles start on the grid of cells</source>
        <translation>должно делиться на 4: тайлы начинаются на сетке ячеек</translation>
    </message>
    <message>
        <source>must be 0.5 or a whole number</source>
        <translation>должно быть 0.5 или целым числом</translation>
    </message>
    <message>
        <source>must be odd: the blur is centred</source>
        <translation>должно быть нечётным: фильтр симметричен</translation>
    </message>
    <message>
        <source>at least one layer needs a weight above 0</source>
        <translation>вес хотя бы одного слоя должен быть больше 0</translation>
    </message>
    <message>
        <source>scales must be above 0</source>
        <translation>масштабы должны быть больше 0</translation>
    </message>
    <message>
        <source>rotations A:B:STEP need A &lt;= B and STEP &gt; 0</source>
        <translation>для поворотов A:B:STEP нужно A &lt;= B и STEP &gt; 0</translation>
    </message>
    <message>
        <source>scales A:B:N need 0 &lt; A &lt;= B and a whole number N of at least 1</source>
        <translation>для масштабов A:B:N нужно 0 &lt; A &lt;= B и целое N не меньше 1</translation>
    </message>
    <message>
        <source>rotations are none, auto, a number or A:B:STEP in degrees, not</source>
        <translation>повороты – это none, auto, число или A:B:STEP в градусах, а не</translation>
    </message>
    <message>
        <source>scales are none, auto, a number or A:B:N, not</source>
        <translation>масштабы – это none, auto, число или A:B:N, а не</translation>
    </message>
    <message>
        <source>{count} steps are too many; {limit} at most</source>
        <translation>шагов слишком много ({count}); не больше {limit}</translation>
    </message>
    <message>
        <source>a list of values needs at least one</source>
        <translation>в списке должно быть хотя бы одно значение</translation>
    </message>
    <message>
        <source>aligned: cross-correlation of patches; bag: the paper&apos;s; cosine: the mean cosine alone, a baseline</source>
        <translation>aligned – взаимная корреляция участков; bag – оценка из статьи; cosine – только средний косинус, для сравнения</translation>
    </message>
    <message>
        <source>temperature of SoftRank; empty: 10 for aligned, 25 for bag</source>
        <translation>температура SoftRank; пусто: 10 для aligned, 25 для bag</translation>
    </message>
    <message>
        <source>energy of VGG19&apos;s layers 2 and 16 in a cell; (1, 1) is the paper&apos;s</source>
        <translation>вес слоёв 2 и 16 сети VGG19 в ячейке; (1, 1) – как в статье</translation>
    </message>
    <message>
        <source>channels by mean and deviation over the scene, or over scene and template together as in the paper, which costs a pass for every variant</source>
        <translation>среднее и разброс каналов по сцене или, как в статье, по сцене и шаблону вместе, что стоит прохода на каждый вариант</translation>
    </message>
    <message>
        <source>side of the mean filter G over the pair-quality map; odd</source>
        <translation>сторона усредняющего фильтра G по карте качества пар; нечётная</translation>
    </message>
    <message>
        <source>share of the template&apos;s cells that must lie on valid scene cells</source>
        <translation>доля ячеек шаблона, которая должна лежать на данных сцены</translation>
    </message>
    <message>
        <source>degrees clockwise, added to the known heading; auto: a full circle where the heading is unknown, or where nothing sure is found at it; none: at the heading only</source>
        <translation>градусы по часовой стрелке, прибавляются к известному азимуту; auto: полный круг там, где азимут неизвестен или при нём не найдено ничего надёжного; none: только по азимуту</translation>
    </message>
    <message>
        <source>factors on the scale that the GSDs give, absolute where a GSD is unknown; auto: 0.25-2 where it is unknown, 0.5-2 where nothing sure is found at it; none: 1</source>
        <translation>множители к масштабу, заданному GSD, а где он неизвестен – сам масштаб; auto: 0.25-2 где он неизвестен, 0.5-2 где при нём не найдено ничего надёжного; none: 1</translation>
    </message>
    <message>
        <source>search every rotation and scale, and all of a large scene, at the full working resolution</source>
        <translation>искать все повороты и масштабы и всю большую сцену в полном рабочем разрешении</translation>
    </message>
    <message>
        <source>candidates of a template that are compared with the scene cell by cell and ranked by how sure they are; 0: ranked by the score, without a confidence</source>
        <translation>сколько кандидатов шаблона сравнивается со сценой по ячейкам и упорядочивается по уверенности; 0: порядок по оценке, без уверенности</translation>
    </message>
    <message>
        <source>matches listed a template</source>
        <translation>сколько мест указывается для шаблона</translation>
    </message>
    <message>
        <source>matches below this score are dropped</source>
        <translation>места с меньшей оценкой отбрасываются</translation>
    </message>
    <message>
        <source>least distance of two matches, in units of the template&apos;s shorter side</source>
        <translation>наименьшее расстояние двух мест в долях короткой стороны шаблона</translation>
    </message>
    <message>
        <source>scene pixels per working pixel: 0.5 (enlarged), or a whole number; empty: by the template&apos;s size</source>
        <translation>пикселей сцены в рабочем пикселе: 0.5 (увеличение) или целое число; пусто: по размеру шаблона</translation>
    </message>
    <message>
        <source>side of a tile in working pixels, without its halo</source>
        <translation>сторона тайла в рабочих пикселях, без каймы</translation>
    </message>
    <message>
        <source>MiB that scene features, template cells and score maps may each take</source>
        <translation>сколько МиБ могут занять признаки сцены, ячейки шаблонов и карты оценок, каждое по отдельности</translation>
    </message>
    <message>
        <source>GiB on disk that features of scenes may take, for the next search of the same scene on the CPU; 0: none are kept</source>
        <translation>сколько ГиБ на диске могут занять признаки сцен, для следующего поиска по той же сцене на процессоре; 0: не хранить</translation>
    </message>
    <message>
        <source>&apos;imagenet&apos;, &apos;aerial&apos; or a file of weights</source>
        <translation>&apos;imagenet&apos;, &apos;aerial&apos; или файл весов</translation>
    </message>
    <message>
        <source>auto, cpu, cuda, cuda:1 or mps</source>
        <translation>auto, cpu, cuda, cuda:1 или mps</translation>
    </message>
    <message>
        <source>must be greater than or equal to {limit}</source>
        <translation>должно быть не меньше {limit}</translation>
    </message>
    <message>
        <source>must be less than or equal to {limit}</source>
        <translation>должно быть не больше {limit}</translation>
    </message>
    <message>
        <source>must be greater than {limit}</source>
        <translation>должно быть больше {limit}</translation>
    </message>
    <message>
        <source>must be a valid number, unable to parse string as a number</source>
        <translation>должно быть числом</translation>
    </message>
    <message>
        <source>must be a valid number</source>
        <translation>должно быть числом</translation>
    </message>
    <message>
        <source>must be a valid integer, unable to parse string as an integer</source>
        <translation>должно быть целым числом</translation>
    </message>
    <message>
        <source>must be a valid integer, got a number with a fractional part</source>
        <translation>должно быть целым числом</translation>
    </message>
    <message>
        <source>must be a valid integer</source>
        <translation>должно быть целым числом</translation>
    </message>
    <message>
        <source>must be a valid boolean, unable to interpret input</source>
        <translation>должно быть true или false</translation>
    </message>
    <message>
        <source>must be a valid boolean</source>
        <translation>должно быть true или false</translation>
    </message>
    <message>
        <source>must be a finite number</source>
        <translation>должно быть конечным числом</translation>
    </message>
    <message>
        <source>must be a valid string</source>
        <translation>должно быть текстом</translation>
    </message>
    <message>
        <source>device &apos;mps&apos;: not on this machine; use auto or cpu</source>
        <translation>устройства mps на этом компьютере нет; выберите auto или cpu</translation>
    </message>
    <message>
        <source>no template can be matched: {reasons}</source>
        <translation>ни один шаблон искать нельзя: {reasons}</translation>
    </message>
    <message>
        <source>nowhere does {share} of it lie on valid ground of the scene or the area searched; check the GSD, the scale and the area, or lower min_coverage</source>
        <translation>нигде {share} его площади не лежит на данных сцены или области поиска; проверьте GSD, масштаб и область или уменьшите min_coverage</translation>
    </message>
    <message>
        <source>would be {width}x{height} px in the scene of {columns}x{rows}; check the GSD (metres per pixel) and the scale</source>
        <translation>в сцене {columns}x{rows} занял бы {width}x{height} пикс.; проверьте GSD (метров на пиксель) и масштаб</translation>
    </message>
    <message>
        <source>would be {width}x{height} px at the scene&apos;s resolution; check the GSD and the scale</source>
        <translation>при разрешении сцены занял бы {width}x{height} пикс.; проверьте GSD и масштаб</translation>
    </message>
    <message>
        <source>would be {width}x{height} px at the scene&apos;s resolution, too small to find; check the GSD and the scale, or use a finer scene</source>
        <translation>при разрешении сцены занял бы {width}x{height} пикс., слишком мало для поиска; проверьте GSD и масштаб или возьмите более подробную сцену</translation>
    </message>
    <message>
        <source>{count} variants left out, such as {reason}</source>
        <translation>{count} вариантов пропущено, например {reason}</translation>
    </message>
    <message>
        <source>GSD and heading say nothing in a scene without a CRS: templates are searched as they are, or at the rotations and scales to try</source>
        <translation>в сцене без системы координат GSD и азимут ничего не значат: шаблоны ищутся как есть или с заданными поворотами и масштабами</translation>
    </message>
    <message>
        <source>heading unknown, searched at rotation 0 only: {names}; tell the heading, or rotations to try</source>
        <translation>азимут неизвестен, поиск только с поворотом 0: {names}; укажите азимут или повороты для поиска</translation>
    </message>
    <message>
        <source>GSD unknown, searched at one template pixel to a scene pixel: {names}; tell the GSD, or scales to try</source>
        <translation>GSD неизвестен, пиксель шаблона принят за пиксель сцены: {names}; укажите GSD или масштабы для поиска</translation>
    </message>
    <message>
        <source>only {size} px or less wide in the scene, and so small a template is mostly found in a wrong place: {names}; check the GSD, or take a scene of a finer resolution</source>
        <translation>в сцене не шире {size} пикс., а такой маленький шаблон обычно находится не там: {names}; проверьте GSD или возьмите более подробную сцену</translation>
    </message>
    <message>
        <source>1 damaged block was</source>
        <translation>повреждённых блоков: 1,</translation>
    </message>
    <message>
        <source>{count} damaged blocks were</source>
        <translation>повреждённых блоков: {count},</translation>
    </message>
    <message>
        <source>not searched; get the file again</source>
        <translation>поиска там не было; получите файл заново</translation>
    </message>
    <message>
        <source>not enough memory; searched in smaller tiles, which takes longer</source>
        <translation>не хватило памяти; поиск шёл меньшими тайлами, это дольше</translation>
    </message>
    <message>
        <source>not enough memory for smaller tiles either; searched on the processor</source>
        <translation>памяти не хватило и для меньших тайлов; поиск шёл на процессоре</translation>
    </message>
    <message>
        <source>temporary files cannot be written ({reason}); free some space, set TMPDIR, or try fewer rotations and scales</source>
        <translation>временные файлы не записать ({reason}); освободите место, задайте TMPDIR или возьмите меньше поворотов и масштабов</translation>
    </message>
    <message>
        <source>EXIF tells no focal length that can be used</source>
        <translation>в EXIF нет пригодного фокусного расстояния</translation>
    </message>
    <message>
        <source>XMP of {size} bytes is not read</source>
        <translation>XMP в {size} байт не читается</translation>
    </message>
    <message>
        <source>XMP with a document type is not read</source>
        <translation>XMP с объявлением типа документа не читается</translation>
    </message>
    <message>
        <source>XMP cannot be read ({reason})</source>
        <translation>XMP не читается ({reason})</translation>
    </message>
    <message>
        <source>EXIF cannot be read ({reason})</source>
        <translation>EXIF не читается ({reason})</translation>
    </message>
    <message>
        <source>no GSD from EXIF: the relative altitude is {height} m</source>
        <translation>нет GSD из EXIF: относительная высота {height} м</translation>
    </message>
    <message>
        <source>no GSD from EXIF: the picture is oblique (camera pitch {pitch} degrees)</source>
        <translation>нет GSD из EXIF: снимок наклонный (угол камеры {pitch}°)</translation>
    </message>
    <message>
        <source>no GSD from EXIF: {reason}</source>
        <translation>нет GSD из EXIF: {reason}</translation>
    </message>
    <message>
        <source>no heading from EXIF: its orientation mirrors the picture</source>
        <translation>нет азимута из EXIF: его ориентация отражает снимок</translation>
    </message>
    <message>
        <source>no heading from EXIF: Windows Photo Viewer has turned the picture</source>
        <translation>нет азимута из EXIF: снимок повёрнут просмотрщиком Windows</translation>
    </message>
    <message>
        <source>no heading from EXIF: the direction is magnetic, not true</source>
        <translation>нет азимута из EXIF: направление магнитное, а не истинное</translation>
    </message>
    <message>
        <source>digital zoom of {zoom} was used</source>
        <translation>использован цифровой зум {zoom}</translation>
    </message>
    <message>
        <source>it is {width}x{height} pixels but was taken with {columns}x{rows}, so it was cut</source>
        <translation>в нём {width}x{height} пикселей, а снято {columns}x{rows}, значит, его обрезали</translation>
    </message>
    <message>
        <source>the georeference cannot be used: {reason}</source>
        <translation>привязку использовать нельзя: {reason}</translation>
    </message>
    <message>
        <source>its pixels have no size</source>
        <translation>у пикселей нет размера</translation>
    </message>
    <message>
        <source>GSD and heading are not taken from the georeference: it mirrors the picture</source>
        <translation>GSD и азимут из привязки не взяты: она отражает снимок</translation>
    </message>
    <message>
        <source>the georeference has skewed pixels: the GSD is the root of a pixel&apos;s area</source>
        <translation>пиксели в привязке скошены: GSD – корень из площади пикселя</translation>
    </message>
    <message>
        <source>no GSD from the georeference: its pixels are {ratio} times as long</source>
        <translation>нет GSD из привязки: её пиксели вытянуты, отношение сторон {ratio}</translation>
    </message>
    <message>
        <source>fewer than two places have two readable pictures; check the data with `neurocorrelator dataset check`</source>
        <translation>меньше двух мест имеют по два читаемых снимка; проверьте данные командой `neurocorrelator dataset check`</translation>
    </message>
    <message>
        <source>places need two rasters at least, each with a view&apos;s name of its own</source>
        <translation>для мест нужно не меньше двух растров, и у каждого своё имя ракурса</translation>
    </message>
    <message>
        <source>is not empty; name a new folder</source>
        <translation>папка не пуста; назовите новую</translation>
    </message>
    <message>
        <source>no place of {size} px at {gsd} m fits into the common ground; choose a smaller size or a smaller gap</source>
        <translation>ни одно место {size} пикс по {gsd} м не помещается на общей местности; уменьшите размер или зазор</translation>
    </message>
    <message>
        <source>{count} places are too many; choose less overlap</source>
        <translation>мест слишком много: {count}; уменьшите перекрытие</translation>
    </message>
    <message>
        <source>the rasters have no ground in common; check their CRS</source>
        <translation>у растров нет общей местности; проверьте их СК</translation>
    </message>
    <message>
        <source>no place to train on has two views without much nodata; allow more nodata, or choose other ground</source>
        <translation>ни у одного места для обучения нет двух ракурсов почти без пустых пикселей; допустите их больше или выберите другую местность</translation>
    </message>
    <message>
        <source>has no CRS; places are cut from georeferenced rasters</source>
        <translation>нет СК; места вырезаются из растров с привязкой</translation>
    </message>
    <message>
        <source>lies beside the common ground of the rasters; move the area</source>
        <translation>лежит вне общей для растров местности; сдвиньте участок</translation>
    </message>
    <message>
        <source>no place of {size} px at {gsd} m fits into the area, one needs {needed} m of ground; draw it larger, or choose a smaller size</source>
        <translation>ни одно место {size} пикс по {gsd} м не помещается на участке, одному нужно {needed} м местности; нарисуйте участок больше или уменьшите размер</translation>
    </message>
    <message>
        <source>no place of {size} px at {gsd} m fits into the area, one needs {needed} m of ground and {gap} m up to the area to test on; draw it larger or elsewhere, or choose a smaller size</source>
        <translation>ни одно место {size} пикс по {gsd} м не помещается на участке, одному нужно {needed} м местности и {gap} м до участка для проверки; нарисуйте участок больше или в другом месте либо уменьшите размер</translation>
    </message>
    <message>
        <source>no place to train on is left beside the area to test on; draw that one smaller, or choose a smaller gap</source>
        <translation>вне участка для проверки не осталось ни одного места для обучения; нарисуйте его меньше или уменьшите зазор</translation>
    </message>
    <message>
        <source>was drawn on a raster without a CRS; draw on another</source>
        <translation>нарисовано на растре без системы координат; рисуйте на другом</translation>
    </message>
    <message>
        <source>has no CRS, so its place on the ground is not known; give it one (a Shapefile wants its .prj file)</source>
        <translation>нет системы координат, поэтому место на местности неизвестно; задайте её (Shapefile нужен его файл .prj)</translation>
    </message>
    <message>
        <source>the areas to train and to test on overlap; move one of them</source>
        <translation>участки для обучения и для проверки пересекаются; сдвиньте один из них</translation>
    </message>
    <message>
        <source>has no training side; pictures belong into train/VIEW/PLACE</source>
        <translation>нет части для обучения; снимки должны лежать в train/РАКУРС/МЕСТО</translation>
    </message>
    <message>
        <source>has no view {views}; there are {known}</source>
        <translation>нет ракурса {views}; есть {known}</translation>
    </message>
    <message>
        <source>has one view only ({view}); the same places are needed in two</source>
        <translation>только один ракурс ({view}); нужны те же места в двух</translation>
    </message>
    <message>
        <source>{count} of {all} places have two views; training needs two such places at least</source>
        <translation>два ракурса у {count} мест из {all}; для обучения нужно хотя бы два таких места</translation>
    </message>
    <message>
        <source>no such folder; name one that holds train/VIEW/PLACE</source>
        <translation>такой папки нет; назовите ту, в которой есть train/РАКУРС/МЕСТО</translation>
    </message>
    <message>
        <source>holds no places; pictures belong into train/VIEW/PLACE and test/query_VIEW/PLACE, test/gallery_VIEW/PLACE</source>
        <translation>мест нет; снимки должны лежать в train/РАКУРС/МЕСТО и test/query_РАКУРС/МЕСТО, test/gallery_РАКУРС/МЕСТО</translation>
    </message>
    <message>
        <source>cannot be read as a table with the column file ({error}); mend or remove it</source>
        <translation>не читается как таблица со столбцом file ({error}); исправьте или удалите её</translation>
    </message>
    <message>
        <source>{count} places are too few to train on two and measure on another</source>
        <translation>мест слишком мало ({count}), чтобы учить на двух и измерять ещё на одном</translation>
    </message>
    <message>
        <source>global_weight and dense_weight cannot both be 0: nothing to learn</source>
        <translation>global_weight и dense_weight не могут оба быть 0: нечему учиться</translation>
    </message>
    <message>
        <source>layers=head needs global_weight above 0</source>
        <translation>при layers=head нужен global_weight больше 0</translation>
    </message>
    <message>
        <source>crop: the first share must not be above the second</source>
        <translation>crop: первая доля не должна быть больше второй</translation>
    </message>
    <message>
        <source>views: one view has no pairs; name two, or none for all</source>
        <translation>views: у одного ракурса нет пар; назовите два или ни одного (тогда все)</translation>
    </message>
    <message>
        <source>the loss was not a number {count} times in a row; try a lower learning_rate</source>
        <translation>потери не были числом {count} раз подряд; уменьшите learning_rate</translation>
    </message>
    <message>
        <source>no checkpoint to go on from; leave out --resume</source>
        <translation>нет контрольной точки, с которой продолжать; начните новое обучение</translation>
    </message>
    <message>
        <source>is a checkpoint of another program; leave out --resume</source>
        <translation>контрольная точка другой программы; начните новое обучение</translation>
    </message>
    <message>
        <source>is damaged or no checkpoint of training; leave out --resume to begin anew</source>
        <translation>повреждена или не контрольная точка обучения; начните новое</translation>
    </message>
    <message>
        <source>interrupted; nothing was trained</source>
        <translation>прервано; ничего не обучено</translation>
    </message>
    <message>
        <source>has {epochs} epochs already; ask for more (epochs=N)</source>
        <translation>уже есть эпох: {epochs}; задайте больше (epochs=N)</translation>
    </message>
    <message>
        <source>was trained on other data: {parts}; leave out --resume to begin anew</source>
        <translation>обучалась на других данных: {parts}; начните новое обучение</translation>
    </message>
    <message>
        <source>was begun from other weights than {weights}; name those, or leave out --resume</source>
        <translation>начата с других весов, не {weights}; назовите те или начните новое обучение</translation>
    </message>
    <message>
        <source>was trained with other settings ({other}); use the same, or leave out --resume</source>
        <translation>обучалась с другими параметрами ({other}); задайте те же или начните новое обучение</translation>
    </message>
    <message>
        <source>loggers: mlflow is not installed; install neurocorrelator[mlflow], or leave it out</source>
        <translation>loggers: mlflow не установлен; установите neurocorrelator[mlflow] или уберите его</translation>
    </message>
    <message>
        <source>two places at once are too many for the memory; choose a smaller size_px</source>
        <translation>даже два места сразу не помещаются в память; уменьшите size_px</translation>
    </message>
    <message>
        <source>the training process cannot be started; install the program again</source>
        <translation>процесс обучения не запускается; установите программу заново</translation>
    </message>
    <message>
        <source>the training process did not begin; is the disk full?</source>
        <translation>процесс обучения не начался; не полон ли диск?</translation>
    </message>
    <message>
        <source>process {number} cannot be ended; end it by hand</source>
        <translation>процесс {number} не завершается; завершите его вручную</translation>
    </message>
    <message>
        <source>cannot be removed ({reason}); remove it by hand</source>
        <translation>не удаётся удалить ({reason}); удалите вручную</translation>
    </message>
    <message>
        <source>is being trained; stop the run first</source>
        <translation>ещё обучается; сначала остановите запуск</translation>
    </message>
    <message>
        <source>the measuring ended with exit code {code}</source>
        <translation>измерение завершилось с кодом {code}</translation>
    </message>
    <message>
        <source>these weights are in the list already; nothing was copied</source>
        <translation>эти веса уже есть в списке; ничего не скопировано</translation>
    </message>
    <message>
        <source>quick: some minutes on two cores, shows a gain; normal; thorough: hours, or a GPU</source>
        <translation>quick: несколько минут на двух ядрах, выигрыш уже виден; normal; thorough: часы или видеокарта</translation>
    </message>
    <message>
        <source>folder of places in the layout of University-1652: train/VIEW/PLACE/pictures</source>
        <translation>папка мест в раскладке University-1652: train/РАКУРС/МЕСТО/снимки</translation>
    </message>
    <message>
        <source>seed of all that is drawn at random</source>
        <translation>начальное число для всего случайного</translation>
    </message>
    <message>
        <source>weights to start from: &apos;imagenet&apos;, &apos;aerial&apos; or a file of weights</source>
        <translation>веса, с которых начать: &apos;imagenet&apos;, &apos;aerial&apos; или файл весов</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or mps</source>
        <translation>auto, cpu, cuda или mps (на чём считать)</translation>
    </message>
    <message>
        <source>views to train on, such as satellite and drone; empty: all there are</source>
        <translation>на каких ракурсах учить, например satellite и drone; пусто: на всех</translation>
    </message>
    <message>
        <source>the view that the others are sought in, for recall</source>
        <translation>ракурс, в котором ищутся остальные, для полноты</translation>
    </message>
    <message>
        <source>share of the training places that are held out to measure each epoch and choose the best</source>
        <translation>доля мест, которые не учат, а по которым измеряется каждая эпоха и выбирается лучшая</translation>
    </message>
    <message>
        <source>table of pictures of known places (as of `evaluate localisation`) to measure the matcher on each epoch; empty: held-out places are sought in a mosaic of each other</source>
        <translation>таблица снимков с известным местом (как для `evaluate localisation`), по которой поиск измеряется в каждую эпоху; пусто: отложенные места ищутся в мозаике из них самих</translation>
    </message>
    <message>
        <source>templates that the matcher seeks each epoch; 0: none</source>
        <translation>сколько шаблонов ищется в каждую эпоху; 0: ни одного</translation>
    </message>
    <message>
        <source>weight of the global objective: pooled embeddings of a place lie together (retrieval)</source>
        <translation>вес общей цели: усреднённые признаки одного места близки (поиск по образцу)</translation>
    </message>
    <message>
        <source>weight of the dense objective: cells of the same ground lie together (matching)</source>
        <translation>вес подробной цели: ячейки одной местности близки (сопоставление)</translation>
    </message>
    <message>
        <source>loss of the embeddings</source>
        <translation>функция потерь усреднённых признаков</translation>
    </message>
    <message>
        <source>which triplets or pairs of a batch count</source>
        <translation>какие тройки или пары в пачке учитываются</translation>
    </message>
    <message>
        <source>of the triplet loss: how much nearer the same place shall be, in cosine distance</source>
        <translation>для потерь по тройкам: насколько ближе должно быть то же место, в косинусном расстоянии</translation>
    </message>
    <message>
        <source>of the loss ntxent: lower lets the nearest wrong place count more</source>
        <translation>температура функции потерь ntxent: чем ниже, тем больше весит самое похожее чужое место</translation>
    </message>
    <message>
        <source>softrank: minus the logarithm of the pair quality that the matcher ranks by; triplet: hardest cell elsewhere against the true one</source>
        <translation>softrank: минус логарифм качества пары, по которому ранжирует поиск; triplet: самая похожая чужая ячейка против верной</translation>
    </message>
    <message>
        <source>temperature of SoftRank in the dense objective</source>
        <translation>температура SoftRank в подробной цели</translation>
    </message>
    <message>
        <source>in the dense objective, weight of whole templates against displaced ones beside cells</source>
        <translation>в подробной цели: вес целых шаблонов против сдвинутых, помимо ячеек</translation>
    </message>
    <message>
        <source>what is trained: the last layer that the matcher reads (conv3_4), its block (conv3), all layers, or a head for retrieval alone, which changes nothing in the matcher</source>
        <translation>что учится: последний слой, который читает поиск (conv3_4), его блок (conv3), все слои (all) или только надстройка для поиска по образцу (head), которая на сопоставление не влияет</translation>
    </message>
    <message>
        <source>how much of the trained weights the result takes, the rest from the starting ones: less forgets less of other data</source>
        <translation>какую долю обученных весов берёт результат, остальное от начальных: чем меньше, тем меньше забыто о других данных</translation>
    </message>
    <message>
        <source>pull of the weights towards the starting ones (L2-SP)</source>
        <translation>притяжение весов к начальным (L2-SP)</translation>
    </message>
    <message>
        <source>side of a picture as it is trained and retrieved</source>
        <translation>сторона снимка при обучении и поиске</translation>
    </message>
    <message>
        <source>share of a picture&apos;s side that a training picture shows, from and to</source>
        <translation>какую долю стороны снимка показывает учебный снимок, от и до</translation>
    </message>
    <message>
        <source>how far pictures of known ground are turned against each other in the dense objective</source>
        <translation>насколько снимки известной местности повёрнуты друг к другу в подробной цели</translation>
    </message>
    <message>
        <source>strength of random changes of brightness, contrast and colour</source>
        <translation>сила случайных изменений яркости, контраста и цвета</translation>
    </message>
    <message>
        <source>at most so many epochs</source>
        <translation>самое большое число эпох</translation>
    </message>
    <message>
        <source>batches an epoch; 0: every place once</source>
        <translation>пачек в эпохе; 0: каждое место один раз</translation>
    </message>
    <message>
        <source>places of a batch (P)</source>
        <translation>мест в пачке (P)</translation>
    </message>
    <message>
        <source>pictures of each place in a batch (K), of different views</source>
        <translation>снимков каждого места в пачке (K), разных ракурсов</translation>
    </message>
    <message>
        <source>learning rate of AdamW</source>
        <translation>скорость обучения AdamW</translation>
    </message>
    <message>
        <source>of AdamW</source>
        <translation>для AdamW</translation>
    </message>
    <message>
        <source>share of the steps in which the learning rate rises; then it falls as a cosine</source>
        <translation>доля шагов, за которую скорость обучения растёт; потом она падает по косинусу</translation>
    </message>
    <message>
        <source>the gradient&apos;s length is cut to this</source>
        <translation>длина градиента обрезается до этой</translation>
    </message>
    <message>
        <source>auto: mixed where there is a GPU</source>
        <translation>auto: смешанная, если есть видеокарта</translation>
    </message>
    <message>
        <source>epochs without a better measure after which training stops; 0: never</source>
        <translation>после скольких эпох без улучшения обучение останавливается; 0: никогда</translation>
    </message>
    <message>
        <source>what chooses the best epoch: recall of the held-out places, hits of the matcher on the fixed set, or the dense loss of the held-out places; auto: those of the objectives</source>
        <translation>по чему выбирается лучшая эпоха: recall (полнота на отложенных местах), hit (попадания поиска на постоянном наборе) или dense (подробные потери на отложенных местах); auto: по целям</translation>
    </message>
    <message>
        <source>processes that prepare pictures; 0: none</source>
        <translation>процессов, которые готовят снимки; 0: ни одного</translation>
    </message>
    <message>
        <source>GPUs, or processes on the processor</source>
        <translation>видеокарт или процессов на процессоре</translation>
    </message>
    <message>
        <source>besides metrics.csv and events.jsonl: tensorboard, mlflow</source>
        <translation>кроме metrics.csv и events.jsonl: tensorboard, mlflow</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Recent projects and scenes</source>
        <translation>Недавние проекты и сцены</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Убрать из списка</translation>
    </message>
    <message>
        <source>{path} is not there now</source>
        <translation>Сейчас {path} нет на месте</translation>
    </message>
    <message>
        <source>{name} – not found</source>
        <translation>{name} – не найдено</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>&amp;Recent projects and scenes</source>
        <translation>&amp;Недавние проекты и сцены</translation>
    </message>
    <message>
        <source>{name} – not found</source>
        <translation>{name} – не найдено</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>&amp;Очистить список</translation>
    </message>
    <message>
        <source>Forget what was opened; the files stay</source>
        <translation>Забыть, что открывали; сами файлы останутся</translation>
    </message>
</context>
<context>
    <name>ReplaceQuestion</name>
    <message numerus="yes">
        <source>%n file(s) of these names exist already.</source>
        <translation>
            <numerusform>%n файл с таким именем уже есть.</numerusform>
            <numerusform>%n файла с такими именами уже есть.</numerusform>
            <numerusform>%n файлов с такими именами уже есть.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Заменить</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>report</source>
        <translation>отчёт</translation>
    </message>
    <message>
        <source>There is nothing to report yet: match first.</source>
        <translation>Отчитываться пока не о чем: сначала выполните поиск.</translation>
    </message>
    <message numerus="yes">
        <source>A report takes up to %n match(es): select fewer, or filter them.</source>
        <translation>
            <numerusform>В отчёт помещается до %n совпадения: выберите меньше или отфильтруйте их.</numerusform>
            <numerusform>В отчёт помещается до %n совпадений: выберите меньше или отфильтруйте их.</numerusform>
            <numerusform>В отчёт помещается до %n совпадений: выберите меньше или отфильтруйте их.</numerusform>
        </translation>
    </message>
    <message>
        <source>Name a file</source>
        <translation>Укажите файл</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Отчёт</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Совпадения</translation>
    </message>
    <message>
        <source>Save to</source>
        <translation>Сохранить в</translation>
    </message>
    <message>
        <source>Of all scenes, a chapter &amp;each</source>
        <translation>По в&amp;сем сценам, по главе на каждую</translation>
    </message>
    <message>
        <source>Of each scene the matches that the map shows; else of the active one alone</source>
        <translation>По каждой сцене – совпадения, показанные на карте; иначе только по активной</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Файл:</translation>
    </message>
    <message>
        <source>&amp;Write the report</source>
        <translation>&amp;Записать отчёт</translation>
    </message>
</context>
<context>
    <name>ReportFields</name>
    <message>
        <source>&amp;Title:</source>
        <translation>&amp;Заголовок:</translation>
    </message>
    <message>
        <source>A&amp;uthor:</source>
        <translation>А&amp;втор:</translation>
    </message>
    <message>
        <source>may be empty</source>
        <translation>можно не указывать</translation>
    </message>
    <message>
        <source>With the &amp;heatmap of each template</source>
        <translation>С &amp;тепловой картой каждого шаблона</translation>
    </message>
    <message>
        <source>&amp;Open it afterwards</source>
        <translation>Затем от&amp;крыть его</translation>
    </message>
</context>
<context>
    <name>ReportTexts</name>
    <message numerus="yes">
        <source>Search in %n scene(s)</source>
        <translation>
            <numerusform>Поиск в %n сцене</numerusform>
            <numerusform>Поиск в %n сценах</numerusform>
            <numerusform>Поиск в %n сценах</numerusform>
        </translation>
    </message>
    <message>
        <source>Search in {scene}</source>
        <translation>Поиск на сцене {scene}</translation>
    </message>
    <message>
        <source>the whole scene</source>
        <translation>вся сцена</translation>
    </message>
    <message numerus="yes">
        <source>%n template(s) were looked for</source>
        <translation>
            <numerusform>Искали %n шаблон</numerusform>
            <numerusform>Искали %n шаблона</numerusform>
            <numerusform>Искали %n шаблонов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>найден %n</numerusform>
            <numerusform>найдено %n</numerusform>
            <numerusform>найдено %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uncertain</source>
        <translation>
            <numerusform>под вопросом %n</numerusform>
            <numerusform>под вопросом %n</numerusform>
            <numerusform>под вопросом %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not in this scene</source>
        <translation>
            <numerusform>нет на этой сцене %n</numerusform>
            <numerusform>нет на этой сцене %n</numerusform>
            <numerusform>нет на этой сцене %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be searched</source>
        <translation>
            <numerusform>не удалось искать %n</numerusform>
            <numerusform>не удалось искать %n</numerusform>
            <numerusform>не удалось искать %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No match is in this report.</source>
        <translation>Совпадений в этом отчёте нет.</translation>
    </message>
    <message numerus="yes">
        <source>The report has the %n match(es) that were accepted.</source>
        <translation>
            <numerusform>В отчёте %n принятое совпадение.</numerusform>
            <numerusform>В отчёте %n принятых совпадения.</numerusform>
            <numerusform>В отчёте %n принятых совпадений.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The report has %n match(es) that were selected.</source>
        <translation>
            <numerusform>В отчёте %n выбранное совпадение.</numerusform>
            <numerusform>В отчёте %n выбранных совпадения.</numerusform>
            <numerusform>В отчёте %n выбранных совпадений.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The report has the %n match(es) that the filter shows.</source>
        <translation>
            <numerusform>В отчёте %n совпадение, которое показывает фильтр.</numerusform>
            <numerusform>В отчёте %n совпадения, которые показывает фильтр.</numerusform>
            <numerusform>В отчёте %n совпадений, которые показывает фильтр.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The report has all %n match(es).</source>
        <translation>
            <numerusform>В отчёте все совпадения, всего %n.</numerusform>
            <numerusform>В отчёте все совпадения, всего %n.</numerusform>
            <numerusform>В отчёте все совпадения, всего %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Сцена</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Обзорная карта</translation>
    </message>
    <message>
        <source>The outlines of the matches with their numbers in this report. A thick edge is the picture&apos;s upper edge.</source>
        <translation>Контуры совпадений с их номерами в этом отчёте. Толстая сторона — верхний край снимка.</translation>
    </message>
    <message>
        <source>The scene; no match is in this report.</source>
        <translation>Сцена; совпадений в этом отчёте нет.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Шаблоны</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Size, px</source>
        <translation>Размер, пикс.</translation>
    </message>
    <message>
        <source>Known GSD</source>
        <translation>Известный GSD</translation>
    </message>
    <message>
        <source>Known heading</source>
        <translation>Известный азимут</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Совпадения</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>not known: no place was verified</source>
        <translation>неизвестно: места не проверялись</translation>
    </message>
    <message>
        <source>not searched: {reason}</source>
        <translation>не искали: {reason}</translation>
    </message>
    <message>
        <source>Heatmaps</source>
        <translation>Тепловые карты</translation>
    </message>
    <message>
        <source>How well each place of the scene fits the template&apos;s centre: dark is poor, bright is good, grey cannot be a place of it. A ring marks its first match of this report. Scores compare within one map only.</source>
        <translation>Насколько каждое место сцены подходит центру шаблона: тёмное — плохо, яркое — хорошо, на сером месте шаблона быть не может. Кольцом отмечено его первое совпадение из этого отчёта. Сравнивать оценки можно только в пределах одной карты.</translation>
    </message>
    <message>
        <source>Scene in the same frame</source>
        <translation>Сцена в той же рамке</translation>
    </message>
    <message>
        <source>The outline is crossed or mirrored, so nothing can be shown.</source>
        <translation>Контур пересекает сам себя или отражён, поэтому показать нечего.</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>принято</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>отклонено</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>нет решения</translation>
    </message>
    <message>
        <source>The analyst placed this match by hand: no search found it.</source>
        <translation>Это совпадение поставил вручную аналитик: поиск его не находил.</translation>
    </message>
    <message>
        <source>The analyst put the outline right by hand. Confidence, inliers and score are those of the place as it was found.</source>
        <translation>Контур поправил вручную аналитик. Уверенность, число подтверждённых ячеек и оценка относятся к месту, как оно было найдено.</translation>
    </message>
    <message>
        <source>A part of the scene here cannot be read.</source>
        <translation>Часть сцены здесь не читается.</translation>
    </message>
    <message>
        <source>Of 100 places with such a confidence about {number} are right.</source>
        <translation>Из 100 мест с такой уверенностью верны около {number}.</translation>
    </message>
    <message>
        <source>Of 100 places with such a confidence more than 99 are right.</source>
        <translation>Из 100 мест с такой уверенностью верны больше 99.</translation>
    </message>
    <message>
        <source>Of 100 places with such a confidence hardly one is right.</source>
        <translation>Из 100 мест с такой уверенностью едва ли верно хоть одно.</translation>
    </message>
    <message>
        <source>The place was not verified, so nobody knows how probable it is.</source>
        <translation>Место не проверялось, поэтому неизвестно, насколько оно вероятно.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>All settings, by their names in a file of settings:</source>
        <translation>Все настройки, под именами из файла настроек:</translation>
    </message>
    <message>
        <source>How to read this report</source>
        <translation>Как читать этот отчёт</translation>
    </message>
    <message>
        <source>Made with Neurocorrelator {version}</source>
        <translation>Создано в программе «Нейрокоррелятор» {version}</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Размер файла</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>файл не читается</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>{width} × {height} px</source>
        <translation>{width} × {height} пикс.</translation>
    </message>
    <message>
        <source>bands: {count}, {type}</source>
        <translation>каналов: {count}, {type}</translation>
    </message>
    <message>
        <source>CRS</source>
        <translation>Система координат</translation>
    </message>
    <message>
        <source>none, positions are pixels</source>
        <translation>нет, положения в пикселях</translation>
    </message>
    <message>
        <source>On the ground</source>
        <translation>На местности</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Центр</translation>
    </message>
    <message>
        <source>Searched area</source>
        <translation>Область поиска</translation>
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
        <source>Verified places</source>
        <translation>Проверено мест</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
    <message>
        <source>SHA-256 of the weights</source>
        <translation>SHA-256 весов</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Устройство</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Длительность</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
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
        <source>Score</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Ранг</translation>
    </message>
    <message>
        <source>{rank} of {all}</source>
        <translation>{rank} из {all}</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Азимут</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>Поворот</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Масштаб</translation>
    </message>
    <message>
        <source>GSD</source>
        <translation>GSD</translation>
    </message>
    <message>
        <source>From the EXIF position</source>
        <translation>От места в EXIF</translation>
    </message>
    <message>
        <source>X {x}, Y {y}</source>
        <translation>X {x}; Y {y}</translation>
    </message>
    <message>
        <source>lon {x}, lat {y}</source>
        <translation>долг. {x}; шир. {y}</translation>
    </message>
    <message>
        <source>WGS 84, lat and lon</source>
        <translation>WGS 84, шир. и долг.</translation>
    </message>
    <message>
        <source>Degrees, minutes</source>
        <translation>Градусы, минуты</translation>
    </message>
    <message>
        <source>Pixel of the scene</source>
        <translation>Пиксель сцены</translation>
    </message>
    <message>
        <source>column {col}, row {row}</source>
        <translation>столбец {col}; строка {row}</translation>
    </message>
    <message>
        <source>Corners, lat and lon</source>
        <translation>Углы, шир. и долг.</translation>
    </message>
    <message>
        <source>Corners, pixels</source>
        <translation>Углы, пикс.</translation>
    </message>
    <message>
        <source>m</source>
        <translation>м</translation>
    </message>
    <message>
        <source>km</source>
        <translation>км</translation>
    </message>
    <message>
        <source>cm</source>
        <translation>см</translation>
    </message>
    <message>
        <source>px</source>
        <translation>пикс.</translation>
    </message>
    <message>
        <source>m/px</source>
        <translation>м/пикс</translation>
    </message>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message>
        <source>KiB</source>
        <translation>КиБ</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>МиБ</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>ГиБ</translation>
    </message>
    <message>
        <source>N</source>
        <comment>on a north arrow</comment>
        <translation>С</translation>
    </message>
    <message>
        <source>N</source>
        <comment>north</comment>
        <translation>с. ш.</translation>
    </message>
    <message>
        <source>S</source>
        <comment>south</comment>
        <translation>ю. ш.</translation>
    </message>
    <message>
        <source>E</source>
        <comment>east</comment>
        <translation>в. д.</translation>
    </message>
    <message>
        <source>W</source>
        <comment>west</comment>
        <translation>з. д.</translation>
    </message>
    <message>
        <source>Answer: found – the best place is right with a confidence of 90 % or more; not in this scene – all places together have less than 10 %; uncertain – between them.</source>
        <translation>Ответ: «найден» — лучшее место верно с уверенностью 90 % или больше; «нет на этой сцене» — у всех мест вместе меньше 10 %; «под вопросом» — между ними.</translation>
    </message>
    <message>
        <source>Confidence: how probable it is that this place is the right one. It is calibrated on pictures whose place is known, so it compares between templates and scenes.</source>
        <translation>Уверенность: насколько вероятно, что это место верное. Она откалибрована на снимках, место которых известно, поэтому её можно сравнивать между шаблонами и сценами.</translation>
    </message>
    <message>
        <source>Inliers: parts of the picture that lie on the ground where they must.</source>
        <translation>Подтверждено ячеек: сколько частей снимка лежит на местности там, где должно.</translation>
    </message>
    <message>
        <source>Score: how well the features fit. It compares within one template, scene and searched area only.</source>
        <translation>Оценка: насколько сходны признаки. Сравнивать её можно только в пределах одного шаблона, одной сцены и одной области поиска.</translation>
    </message>
    <message>
        <source>Rotation: of the template in the scene, clockwise. Heading: the true bearing of the picture&apos;s upward direction.</source>
        <translation>Поворот: шаблона на сцене, по часовой стрелке. Азимут: истинный азимут направления вверх на снимке.</translation>
    </message>
    <message>
        <source>Corners: from the picture&apos;s upper left corner on, clockwise.</source>
        <translation>Углы: от левого верхнего угла снимка, по часовой стрелке.</translation>
    </message>
    <message>
        <source>Scale: pixels of the scene for one pixel of the template.</source>
        <translation>Масштаб: сколько пикселей сцены приходится на один пиксель шаблона.</translation>
    </message>
    <message>
        <source>GSD: ground sample distance, the length on the ground that one pixel covers.</source>
        <translation>GSD: размер пикселя на местности.</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>On held-out places</source>
        <translation>На отложенных местах</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>До</translation>
    </message>
    <message>
        <source>After</source>
        <translation>После</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменение</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Числа</translation>
    </message>
    <message>
        <source>Heatmaps</source>
        <translation>Карты сходства</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Использовать модель</translation>
    </message>
    <message>
        <source>Match with these weights from now on</source>
        <translation>Дальше искать с этими весами</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Write the weights and a card that tells what they are</source>
        <translation>Записать веса и описание, что это такое</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Epoch {epoch} is better than the starting weights.</source>
        <translation>Эпоха {epoch} лучше начальных весов.</translation>
    </message>
    <message>
        <source>No epoch was better than the starting weights.</source>
        <translation>Ни одна эпоха не лучше начальных весов.</translation>
    </message>
    <message>
        <source>There is nothing to use; try more epochs, or more places.</source>
        <translation>Использовать нечего; попробуйте больше эпох или больше мест.</translation>
    </message>
    <message>
        <source>Its weights were deleted.</source>
        <translation>Его веса удалены.</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be read.</source>
        <translation>
            <numerusform>Не прочитан %n снимок.</numerusform>
            <numerusform>Не прочитаны %n снимка.</numerusform>
            <numerusform>Не прочитано %n снимков.</numerusform>
        </translation>
    </message>
    <message>
        <source>better</source>
        <translation>лучше</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>хуже</translation>
    </message>
</context>
<context>
    <name>ResultsActions</name>
    <message>
        <source>&amp;Results</source>
        <translation>&amp;Результаты</translation>
    </message>
    <message>
        <source>&amp;Next match</source>
        <translation>&amp;Следующее совпадение</translation>
    </message>
    <message>
        <source>Show the next match of the table</source>
        <translation>Показать следующее совпадение таблицы</translation>
    </message>
    <message>
        <source>&amp;Previous match</source>
        <translation>&amp;Предыдущее совпадение</translation>
    </message>
    <message>
        <source>Show the previous match of the table</source>
        <translation>Показать предыдущее совпадение таблицы</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Выбрать &amp;все</translation>
    </message>
    <message>
        <source>Select all matches that are shown</source>
        <translation>Выбрать все показанные совпадения</translation>
    </message>
    <message>
        <source>Select all of this &amp;template</source>
        <translation>Выбрать все этого &amp;шаблона</translation>
    </message>
    <message>
        <source>Select all matches of the same template</source>
        <translation>Выбрать все совпадения того же шаблона</translation>
    </message>
    <message>
        <source>Select n&amp;othing</source>
        <translation>С&amp;нять выбор</translation>
    </message>
    <message>
        <source>Select no match, so that the map shows all of them alike</source>
        <translation>Снять выбор, чтобы карта показывала все совпадения одинаково</translation>
    </message>
    <message>
        <source>Copy &amp;rows</source>
        <translation>&amp;Копировать строки</translation>
    </message>
    <message>
        <source>Copy the selected rows with the titles, for a spreadsheet</source>
        <translation>Копировать выбранные строки с заголовками, для электронной таблицы</translation>
    </message>
    <message>
        <source>Copy as &amp;CSV</source>
        <translation>Копировать как &amp;CSV</translation>
    </message>
    <message>
        <source>Copy the selected matches as the text of a CSV file</source>
        <translation>Копировать выбранные совпадения как текст файла CSV</translation>
    </message>
    <message>
        <source>Copy as &amp;GeoJSON</source>
        <translation>Копировать как &amp;GeoJSON</translation>
    </message>
    <message>
        <source>Copy the selected matches as the text of a GeoJSON file</source>
        <translation>Копировать выбранные совпадения как текст файла GeoJSON</translation>
    </message>
    <message>
        <source>Save the picture as a GeoTIFF where the selected match lies on the ground</source>
        <translation>Сохранить снимок как GeoTIFF там, где лежит выбранное совпадение</translation>
    </message>
    <message>
        <source>Georeferenced te&amp;mplate…</source>
        <translation>Шаблон с геоп&amp;ривязкой…</translation>
    </message>
    <message>
        <source>Save georeferenced template</source>
        <translation>Сохранить шаблон с геопривязкой</translation>
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
        <translation>Подтверждено</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Решение</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Заключение</translation>
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
        <source>Placed</source>
        <translation>Положение</translation>
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
    <message>
        <source>by hand</source>
        <translation>вручную</translation>
    </message>
    <message>
        <source>corrected by hand</source>
        <translation>исправлено вручную</translation>
    </message>
    <message>
        <source>Of the place that was found; the match was corrected by hand since</source>
        <translation>Относится к найденному месту; с тех пор совпадение исправлено вручную</translation>
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
    <message>
        <source>No match passes the filter.</source>
        <translation>Ни одно совпадение не проходит фильтр.</translation>
    </message>
    <message>
        <source>Copy the &amp;cell</source>
        <translation>Копировать &amp;ячейку</translation>
    </message>
    <message>
        <source>Copy the &amp;rows</source>
        <translation>Копировать &amp;строки</translation>
    </message>
    <message>
        <source>Copy &amp;latitude and longitude</source>
        <translation>Копировать &amp;широту и долготу</translation>
    </message>
    <message>
        <source>&amp;Zoom to</source>
        <translation>&amp;Увеличить до выбранного</translation>
    </message>
    <message>
        <source>&amp;Select all of this template</source>
        <translation>&amp;Выбрать все этого шаблона</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>Compare r&amp;uns…</source>
        <translation>С&amp;равнить поиски…</translation>
    </message>
    <message>
        <source>Compare two runs over a scene, template by template</source>
        <translation>Сравнить два поиска на сцене, шаблон за шаблоном</translation>
    </message>
    <message>
        <source>&amp;Forget the other runs</source>
        <translation>&amp;Забыть остальные поиски</translation>
    </message>
    <message>
        <source>Keep only the run that is shown of this scene; cannot be undone</source>
        <translation>Оставить для этой сцены только показанный поиск; вернуть нельзя</translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>Shown</source>
        <translation>Показан</translation>
    </message>
    <message>
        <source>Which run the map and the table show; earlier ones are kept</source>
        <translation>Какой запуск показан на карте и в таблице; прежние хранятся</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Сравнить…</translation>
    </message>
    <message>
        <source>Compare two runs, template by template</source>
        <translation>Сравнить два поиска, шаблон за шаблоном</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>New training</source>
        <translation>Новое обучение</translation>
    </message>
    <message>
        <source>Check runs to see their curves in one plot</source>
        <translation>Отметьте запуски, чтобы увидеть их кривые на одном графике</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Запусков пока нет</translation>
    </message>
    <message>
        <source>best epoch {n}</source>
        <translation>лучшая эпоха {n}</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Epoch</source>
        <translation>Эпоха</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Осталось</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>Снимков в секунду</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Память</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Скорость обучения</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>Лучшая эпоха</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Кривые</translation>
    </message>
    <message>
        <source>Heatmaps</source>
        <translation>Карты сходства</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Stop early</source>
        <translation>Остановить раньше</translation>
    </message>
    <message>
        <source>End after this batch and keep the best epoch</source>
        <translation>Закончить после этой пачки и сохранить лучшую эпоху</translation>
    </message>
    <message>
        <source>Cancel and discard…</source>
        <translation>Отменить и удалить…</translation>
    </message>
    <message>
        <source>End at once and remove all that the run has made</source>
        <translation>Завершить сразу и удалить всё, что сделано</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Go on from the last epoch that was done</source>
        <translation>Продолжить с последней законченной эпохи</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Let the run go on</source>
        <translation>Продолжить обучение</translation>
    </message>
    <message>
        <source>Halt after this batch</source>
        <translation>Приостановить после этой пачки</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> МиБ</translation>
    </message>
    <message>
        <source>{best}, then {n} without gain</source>
        <translation>{best}, затем без улучшений: {n}</translation>
    </message>
</context>
<context>
    <name>RunPlots</name>
    <message>
        <source>Loss (log scale)</source>
        <translation>Потери (логарифмическая шкала)</translation>
    </message>
    <message>
        <source>Held-out places</source>
        <translation>Отложенные места</translation>
    </message>
    <message>
        <source>Shares of a batch</source>
        <translation>Доли в пачке</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Скорость обучения</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>эпоха</translation>
    </message>
    <message>
        <source>best: {epoch}</source>
        <translation>лучшая: {epoch}</translation>
    </message>
</context>
<context>
    <name>RunTexts</name>
    <message>
        <source>Run {number}</source>
        <translation>Поиск {number}</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n место</numerusform>
            <numerusform>%n места</numerusform>
            <numerusform>%n мест</numerusform>
        </translation>
    </message>
    <message>
        <source>{setting}: {first} → {second}</source>
        <translation>{setting}: {first} → {second}</translation>
    </message>
    <message>
        <source>other templates, or other GSDs or headings told</source>
        <translation>другие шаблоны, их GSD или азимуты</translation>
    </message>
    <message>
        <source>another part of the scene searched</source>
        <translation>другая часть сцены</translation>
    </message>
    <message>
        <source>other bands, contrast or CRS of the scene</source>
        <translation>другие каналы, контраст или система координат сцены</translation>
    </message>
    <message>
        <source>nothing: the same settings and templates</source>
        <translation>ничего: те же настройки и шаблоны</translation>
    </message>
</context>
<context>
    <name>SceneStylePanel</name>
    <message>
        <source>Bands</source>
        <translation>Каналы</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Контраст</translation>
    </message>
    <message>
        <source>Acts on</source>
        <translation>Влияет на</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Гамма</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Автоматически</translation>
    </message>
    <message>
        <source>2–98 % of the values</source>
        <translation>2–98 % значений</translation>
    </message>
    <message>
        <source>Least to greatest value</source>
        <translation>От мин. до макс. значения</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Вручную</translation>
    </message>
    <message>
        <source>All bands together</source>
        <translation>Все каналы вместе</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Красный</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Зелёный</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Синий</translation>
    </message>
    <message>
        <source>Which values become black and white: change it where the map is dull or dark</source>
        <translation>Какие значения станут чёрными и белыми: измените, если карта тусклая или тёмная</translation>
    </message>
    <message>
        <source>One band alone, where the picture has a tint that it should not have</source>
        <translation>Один канал отдельно, если у снимка есть лишний оттенок</translation>
    </message>
    <message>
        <source>This value and those below it are black</source>
        <translation>Это значение и меньшие показаны чёрным</translation>
    </message>
    <message>
        <source>This value and those above it are white</source>
        <translation>Это значение и большие показаны белым</translation>
    </message>
    <message>
        <source>Above 1 lightens the middle tones, on the map only</source>
        <translation>Больше 1 — средние тона светлее, только на карте</translation>
    </message>
    <message>
        <source>Use this contrast in the search too</source>
        <translation>Использовать этот контраст и при поиске</translation>
    </message>
    <message>
        <source>The search sees its own contrast until then: what you set here is for the eye</source>
        <translation>До этого поиск использует свой контраст: настройки здесь только для просмотра</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>Bands and contrast as they were at first</source>
        <translation>Вернуть исходные каналы и контраст</translation>
    </message>
    <message>
        <source>The colours are those of the file&apos;s palette</source>
        <translation>Цвета взяты из палитры файла</translation>
    </message>
    <message>
        <source>Counting values…</source>
        <translation>Подсчёт значений…</translation>
    </message>
    <message>
        <source>Values are counted when the file has overviews</source>
        <translation>Гистограмма появится, когда у файла будут пирамидные слои</translation>
    </message>
</context>
<context>
    <name>SchemaForm</name>
    <message>
        <source>Back to the value of the preset</source>
        <translation>Вернуть значение набора</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Автоматически</translation>
    </message>
    <message>
        <source>Processor (cpu)</source>
        <translation>Процессор (cpu)</translation>
    </message>
    <message>
        <source>Look for a file of weights</source>
        <translation>Найти файл весов</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Дополнительно</translation>
    </message>
    <message>
        <source>Settings for those who know how networks are trained</source>
        <translation>Параметры для тех, кто знает, как учат сети</translation>
    </message>
    <message>
        <source>above {limit}</source>
        <translation>больше {limit}</translation>
    </message>
    <message>
        <source>from {limit}</source>
        <translation>от {limit}</translation>
    </message>
    <message>
        <source>below {limit}</source>
        <translation>меньше {limit}</translation>
    </message>
    <message>
        <source>to {limit}</source>
        <translation>до {limit}</translation>
    </message>
    <message>
        <source>in steps of {step}</source>
        <translation>с шагом {step}</translation>
    </message>
</context>
<context>
    <name>ScopeChoice</name>
    <message>
        <source>The part of the scene in which matches may lie. What the map shows is taken when the match starts.</source>
        <translation>Часть сцены, где могут лежать совпадения. Видимая часть карты берётся на момент запуска поиска.</translation>
    </message>
    <message>
        <source>Search in</source>
        <translation>Где искать</translation>
    </message>
    <message>
        <source>Whole scene</source>
        <translation>Вся сцена</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Видимая часть карты</translation>
    </message>
</context>
<context>
    <name>SearchActions</name>
    <message>
        <source>&amp;Search</source>
        <translation>П&amp;оиск</translation>
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
        <source>Cancel &amp;all matches</source>
        <translation>Отменить &amp;все поиски</translation>
    </message>
    <message>
        <source>Stop the match that runs, and forget those that wait</source>
        <translation>Остановить текущий поиск и убрать ожидающие</translation>
    </message>
    <message>
        <source>Search in a &amp;rectangle</source>
        <translation>Искать в &amp;прямоугольнике</translation>
    </message>
    <message>
        <source>Draw a rectangle on the map to search in</source>
        <translation>Нарисовать на карте прямоугольник, в котором искать</translation>
    </message>
    <message>
        <source>Search in a &amp;polygon</source>
        <translation>Искать в по&amp;лигоне</translation>
    </message>
    <message>
        <source>Draw a polygon on the map to search in</source>
        <translation>Нарисовать на карте полигон, в котором искать</translation>
    </message>
    <message>
        <source>Area {number}</source>
        <translation>Область {number}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Reset</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>Set all settings to those of the preset</source>
        <translation>Вернуть все параметры к набору</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Загрузить…</translation>
    </message>
    <message>
        <source>Take the settings of a YAML file, as configs/train.yaml</source>
        <translation>Взять параметры из файла YAML, как configs/train.yaml</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message>
        <source>Write the settings to a YAML file, for neurocorrelator train --config too</source>
        <translation>Записать параметры в файл YAML, годный и для neurocorrelator train --config</translation>
    </message>
    <message>
        <source>Settings taken from {path}</source>
        <translation>Параметры взяты из {path}</translation>
    </message>
    <message>
        <source>Settings saved to {path}</source>
        <translation>Параметры сохранены в {path}</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard and mouse</source>
        <translation>Клавиши и мышь</translation>
    </message>
    <message>
        <source>Search for a command or a key</source>
        <translation>Поиск команды или клавиши</translation>
    </message>
    <message>
        <source>Type a part of a command or of a key, to see what has it: Ctrl+Shift</source>
        <translation>Введите часть команды или клавиш, чтобы увидеть, у чего они есть: Ctrl+Shift</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Копировать список</translation>
    </message>
    <message>
        <source>Take all keys along as text, to print or to learn them</source>
        <translation>Взять все клавиши текстом, чтобы распечатать или выучить</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Сбросить все</translation>
    </message>
    <message>
        <source>Give every command the keys of the first start again</source>
        <translation>Вернуть всем командам клавиши, с которыми программа поставляется</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Клавиша</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Прочее</translation>
    </message>
    <message>
        <source>Mouse on the map</source>
        <translation>Мышь на карте</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>Масштаб у курсора</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Колесо</translation>
    </message>
    <message>
        <source>Zoom in small steps</source>
        <translation>Масштаб мелкими шагами</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + колесо</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Увеличить</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Двойной щелчок</translation>
    </message>
    <message>
        <source>Zoom to a box</source>
        <translation>Увеличить до рамки</translation>
    </message>
    <message>
        <source>Shift + drag</source>
        <translation>Shift + перетаскивание</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>Сдвинуть карту</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Перетаскивание</translation>
    </message>
    <message>
        <source>Move the map in any tool</source>
        <translation>Сдвинуть карту в любом инструменте</translation>
    </message>
    <message>
        <source>Middle button, or Space + drag</source>
        <translation>Средняя кнопка; Пробел + мышь</translation>
    </message>
    <message>
        <source>Select the matches in a box</source>
        <translation>Выбрать совпадения в рамке</translation>
    </message>
    <message>
        <source>Ctrl + drag</source>
        <translation>Ctrl + перетаскивание</translation>
    </message>
    <message>
        <source>Copy coordinates</source>
        <translation>Копировать координаты</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Правая кнопка</translation>
    </message>
    <message>
        <source>Back and forward</source>
        <translation>Назад и вперёд</translation>
    </message>
    <message>
        <source>Side buttons</source>
        <translation>Боковые кнопки</translation>
    </message>
    <message>
        <source>Move and zoom</source>
        <translation>Сдвиг и масштаб</translation>
    </message>
    <message>
        <source>Arrows, +, −, Home</source>
        <translation>Стрелки, +, −, Home</translation>
    </message>
    <message>
        <source>Open scenes and templates</source>
        <translation>Открыть сцены и шаблоны</translation>
    </message>
    <message>
        <source>Drop files</source>
        <translation>Перетащить файлы</translation>
    </message>
    <message>
        <source>Comparison: see the other picture while it is held</source>
        <translation>Сравнение: видеть другую картинку, пока удерживается</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Пробел</translation>
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
        <source>Open project…</source>
        <translation>Открыть проект…</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Открыть демонстрацию</translation>
    </message>
    <message>
        <source>Choose one or several rasters in which to search</source>
        <translation>Выбрать один или несколько растров, в которых искать</translation>
    </message>
    <message>
        <source>Go on with scenes, templates and results that were saved</source>
        <translation>Продолжить с сохранёнными сценами, шаблонами и результатами</translation>
    </message>
    <message>
        <source>Try the program on a real orthophoto with three photographs</source>
        <translation>Попробовать программу на настоящем ортофотоплане с тремя снимками</translation>
    </message>
    <message>
        <source>Recent projects and scenes</source>
        <translation>Недавние проекты и сцены</translation>
    </message>
</context>
<context>
    <name>TableJudging</name>
    <message>
        <source>All matches that are shown are judged.</source>
        <translation>Все показанные совпадения оценены.</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message numerus="yes">
        <source>Comment on %n match(es):</source>
        <translation>
            <numerusform>Комментарий к %n совпадению:</numerusform>
            <numerusform>Комментарий к %n совпадениям:</numerusform>
            <numerusform>Комментарий к %n совпадениям:</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;ОК</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>О&amp;тмена</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>Saved to {path}</source>
        <translation>Сохранено в {path}</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>The table cannot be saved: {reason}</source>
        <translation>Таблицу не удалось сохранить: {reason}</translation>
    </message>
</context>
<context>
    <name>TemplateActions</name>
    <message>
        <source>&amp;Templates</source>
        <translation>&amp;Шаблоны</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Добавить…</translation>
    </message>
    <message>
        <source>Add pictures to look for</source>
        <translation>Добавить снимки, которые нужно найти</translation>
    </message>
    <message>
        <source>Cut out a &amp;rectangle</source>
        <translation>Вырезать &amp;прямоугольник</translation>
    </message>
    <message>
        <source>Draw on the map what to look for</source>
        <translation>Обвести на карте то, что нужно найти</translation>
    </message>
    <message>
        <source>Cut out a &amp;polygon</source>
        <translation>Вырезать по&amp;лигон</translation>
    </message>
    <message>
        <source>Draw on the map what to look for, corner by corner</source>
        <translation>Обвести на карте по вершинам то, что нужно найти</translation>
    </message>
    <message>
        <source>Pa&amp;ste</source>
        <translation>&amp;Вставить</translation>
    </message>
    <message>
        <source>Take a picture or files from the clipboard</source>
        <translation>Взять снимок или файлы из буфера обмена</translation>
    </message>
    <message>
        <source>Show p&amp;icture</source>
        <translation>Показать &amp;снимок</translation>
    </message>
    <message>
        <source>Look at the template in a window of its own (double click)</source>
        <translation>Показать шаблон в отдельном окне (двойной щелчок)</translation>
    </message>
    <message>
        <source>Edit &amp;mask…</source>
        <translation>Править &amp;маску…</translation>
    </message>
    <message>
        <source>Draw polygons that say what of the picture to look for</source>
        <translation>Отметить полигонами, что на снимке искать</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Пере&amp;именовать</translation>
    </message>
    <message>
        <source>Call the template otherwise (F2)</source>
        <translation>Дать шаблону другое имя (F2)</translation>
    </message>
    <message>
        <source>&amp;GSD and heading…</source>
        <translation>&amp;GSD и азимут…</translation>
    </message>
    <message>
        <source>Type them for all selected templates</source>
        <translation>Ввести их для всех выбранных шаблонов</translation>
    </message>
    <message>
        <source>Reset to the &amp;file</source>
        <translation>Вернуть значения из &amp;файла</translation>
    </message>
    <message>
        <source>Take GSD and heading from EXIF or the georeference again</source>
        <translation>Снова взять GSD и азимут из EXIF или привязки</translation>
    </message>
    <message>
        <source>&amp;Check all</source>
        <translation>&amp;Отметить все</translation>
    </message>
    <message>
        <source>Look for all templates</source>
        <translation>Искать все шаблоны</translation>
    </message>
    <message>
        <source>&amp;Uncheck all</source>
        <translation>Сн&amp;ять все отметки</translation>
    </message>
    <message>
        <source>Look for none of them</source>
        <translation>Не искать ни один</translation>
    </message>
    <message>
        <source>Check &amp;only the selected</source>
        <translation>Отметить только в&amp;ыбранные</translation>
    </message>
    <message>
        <source>Look for the selected templates and for no other</source>
        <translation>Искать только выбранные шаблоны</translation>
    </message>
    <message>
        <source>Positions on the &amp;map</source>
        <translation>Места съёмки на &amp;карте</translation>
    </message>
    <message>
        <source>Mark where the templates say that they were taken</source>
        <translation>Отметить места съёмки, указанные в шаблонах</translation>
    </message>
    <message>
        <source>Save &amp;template as…</source>
        <translation>Со&amp;хранить шаблон как…</translation>
    </message>
    <message>
        <source>As PNG, GeoTIFF or JPEG</source>
        <translation>В PNG, GeoTIFF или JPEG</translation>
    </message>
    <message>
        <source>R&amp;emove</source>
        <translation>Удали&amp;ть</translation>
    </message>
    <message>
        <source>Take the selected templates out of the list (Delete)</source>
        <translation>Убрать выбранные шаблоны из списка (Delete)</translation>
    </message>
    <message>
        <source>Show where the template says that it was taken</source>
        <translation>Показать место съёмки, указанное в шаблоне</translation>
    </message>
    <message>
        <source>The template does not know where it was taken</source>
        <translation>Место съёмки шаблона неизвестно</translation>
    </message>
    <message>
        <source>The scene has no CRS, so nobody knows where in it that would be</source>
        <translation>У сцены нет СК, поэтому место съёмки на ней неизвестно</translation>
    </message>
    <message>
        <source>&amp;Zoom to its position</source>
        <translation>&amp;Увеличить до места съёмки</translation>
    </message>
    <message>
        <source>The position of {name} lies outside of the scene.</source>
        <translation>Место съёмки {name} за пределами сцены.</translation>
    </message>
    <message>
        <source>Save template</source>
        <translation>Сохранить шаблон</translation>
    </message>
</context>
<context>
    <name>TemplateFactsDialog</name>
    <message>
        <source>GSD and heading</source>
        <translation>GSD и азимут</translation>
    </message>
    <message numerus="yes">
        <source>For %n selected template(s). Leave a field as it is to keep the values, empty it if they are unknown.</source>
        <translation>
            <numerusform>Для %n выбранного шаблона. Не меняйте поле, чтобы оставить значения; очистите его, если они неизвестны.</numerusform>
            <numerusform>Для %n выбранных шаблонов. Не меняйте поле, чтобы оставить значения; очистите его, если они неизвестны.</numerusform>
            <numerusform>Для %n выбранных шаблонов. Не меняйте поле, чтобы оставить значения; очистите его, если они неизвестны.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;GSD, metres per pixel:</source>
        <translation>&amp;GSD, метров на пиксель:</translation>
    </message>
    <message>
        <source>&amp;Heading, degrees:</source>
        <translation>&amp;Азимут, градусы:</translation>
    </message>
    <message>
        <source>Metres on the ground per pixel of the template</source>
        <translation>Метров на местности на пиксель шаблона</translation>
    </message>
    <message>
        <source>True bearing of the picture&apos;s upper edge, clockwise</source>
        <translation>Истинный азимут направления вверх на снимке, по часовой стрелке</translation>
    </message>
    <message>
        <source>different</source>
        <translation>разные</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>The GSD must be above 0. Empty it if it is unknown.</source>
        <translation>GSD должен быть больше 0. Если он неизвестен, очистите поле.</translation>
    </message>
    <message>
        <source>“{text}” is not a number. Empty the field if it is unknown.</source>
        <translation>«{text}» — не число. Если значение неизвестно, очистите поле.</translation>
    </message>
</context>
<context>
    <name>TemplateViewer</name>
    <message>
        <source>The mask is not applied yet: apply it or discard it first.</source>
        <translation>Маска ещё не применена: сначала примените её или откажитесь от неё.</translation>
    </message>
    <message>
        <source>Edit &amp;mask</source>
        <translation>Править &amp;маску</translation>
    </message>
    <message>
        <source>Draw polygons that say what of the picture to look for</source>
        <translation>Отметить полигонами, что на снимке искать</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>&amp;Вписать</translation>
    </message>
    <message>
        <source>Show the whole picture (0)</source>
        <translation>Показать снимок целиком (0)</translation>
    </message>
    <message>
        <source>&amp;1:1</source>
        <translation>&amp;1:1</translation>
    </message>
    <message>
        <source>One pixel of the picture on one of the screen (1)</source>
        <translation>Один пиксель снимка в одном пикселе экрана (1)</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>&amp;Предыдущий</translation>
    </message>
    <message>
        <source>The template above (PgUp)</source>
        <translation>Шаблон выше (PgUp)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Следующий</translation>
    </message>
    <message>
        <source>The template below (PgDown)</source>
        <translation>Шаблон ниже (PgDown)</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>{width} × {height} px</source>
        <translation>{width} × {height} пикс.</translation>
    </message>
    <message>
        <source>{percent} % masked</source>
        <translation>маска {percent} %</translation>
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
        <source>A click sorts the list</source>
        <translation>Щелчок сортирует список</translation>
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
        <source>Camera at {place} (EXIF)</source>
        <translation>Камера: {place} (EXIF)</translation>
    </message>
    <message>
        <source>Centre at {place}</source>
        <translation>Центр: {place}</translation>
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
        <source>Typed</source>
        <translation>Введено вручную</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
</context>
<context>
    <name>TemplatesPanel</name>
    <message>
        <source>Drop pictures here or onto the map, paste them, or cut them out of the map: photographs, old images, crops of maps.</source>
        <translation>Перетащите снимки сюда или на карту, вставьте или вырежьте их из карты: фотографии, старые снимки, фрагменты карт.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Шаблоны</translation>
    </message>
    <message>
        <source>{checked} of {all} checked</source>
        <translation>Отмечено {checked} из {all}</translation>
    </message>
    <message>
        <source>How many the next match looks for</source>
        <translation>Сколько шаблонов будет искать следующий поиск</translation>
    </message>
</context>
<context>
    <name>Templating</name>
    <message>
        <source>Open the scene first, then cut templates out of it.</source>
        <translation>Сначала откройте сцену, затем вырезайте из неё шаблоны.</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>фрагмент</translation>
    </message>
    <message>
        <source>The clipboard holds the address of a page. Copy the picture itself, or save it as a file first.</source>
        <translation>В буфере обмена адрес страницы. Скопируйте само изображение или сначала сохраните его в файл.</translation>
    </message>
    <message>
        <source>The clipboard is empty. Copy a picture or a file first.</source>
        <translation>Буфер обмена пуст. Сначала скопируйте снимок или файл.</translation>
    </message>
    <message>
        <source>The clipboard holds neither a picture nor a file. Copy a picture, a file, or the path of one.</source>
        <translation>В буфере обмена нет ни снимка, ни файла. Скопируйте снимок, файл или путь к нему.</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>вставка</translation>
    </message>
    <message>
        <source>{name} was removed.</source>
        <translation>{name}: удалено.</translation>
    </message>
    <message numerus="yes">
        <source>%n template(s) were removed.</source>
        <translation>
            <numerusform>Удалён %n шаблон.</numerusform>
            <numerusform>Удалено %n шаблона.</numerusform>
            <numerusform>Удалено %n шаблонов.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>{name}: {note}</source>
        <translation>{name}: {note}</translation>
    </message>
    <message>
        <source>Templates are ready. Now open the scene to search in.</source>
        <translation>Шаблоны готовы. Теперь откройте сцену, в которой нужно искать.</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>Сохранено в {path}</translation>
    </message>
    <message>
        <source>Nothing was cut out: {reason}</source>
        <translation>Ничего не вырезано: {reason}</translation>
    </message>
    <message>
        <source>The picture cannot be taken: {reason}</source>
        <translation>Не удалось взять снимок: {reason}</translation>
    </message>
    <message>
        <source>The template was not saved: {reason}</source>
        <translation>Шаблон не сохранён: {reason}</translation>
    </message>
    <message>
        <source>The picture cannot be shown: {reason}</source>
        <translation>Не удалось показать снимок: {reason}</translation>
    </message>
</context>
<context>
    <name>ThresholdSlider</name>
    <message>
        <source>Confidence from</source>
        <translation>Уверенность от</translation>
    </message>
    <message>
        <source>Least confidence</source>
        <translation>Мин. уверенность</translation>
    </message>
    <message>
        <source>Show all matches, however sure</source>
        <translation>Показать все совпадения, при любой уверенности</translation>
    </message>
    <message>
        <source>Matches that are less sure are hidden in the table, map and exports. 0 % shows all, uncertain places too.</source>
        <translation>Менее надёжные совпадения скрываются в таблице, на карте и в экспорте. 0 % — показать все, в том числе неуверенные места.</translation>
    </message>
    <message>
        <source>Score from</source>
        <translation>Оценка от</translation>
    </message>
    <message>
        <source>Least score</source>
        <translation>Мин. оценка</translation>
    </message>
    <message>
        <source>Show all scores</source>
        <translation>Показать все оценки</translation>
    </message>
    <message>
        <source>Matches with a lower score are hidden in the table, map and exports. These matches were not verified, so they have no confidence.</source>
        <translation>Совпадения с меньшей оценкой скрываются в таблице, на карте и в экспорте. Эти совпадения не проверялись, поэтому уверенности у них нет.</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} из {total}</translation>
    </message>
    <message>
        <source>Let the tour do this step, on the real window</source>
        <translation>Пусть обзор сделает этот шаг сам, в настоящем окне</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>Закончить обзор</translation>
    </message>
    <message>
        <source>Go on to the next step of the tour</source>
        <translation>Перейти к следующему шагу обзора</translation>
    </message>
</context>
<context>
    <name>TourSteps</name>
    <message>
        <source>The scene: where to search</source>
        <translation>Сцена: где искать</translation>
    </message>
    <message>
        <source>The templates: what to look for</source>
        <translation>Шаблоны: что искать</translation>
    </message>
    <message>
        <source>The match</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>How sure is it?</source>
        <translation>Насколько это верно?</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>Забрать с собой</translation>
    </message>
    <message>
        <source>A scene is a large picture with coordinates, in which pictures are looked for. The tour goes on with the one that is open: {name}</source>
        <translation>Сцена — большой снимок с координатами, на котором ищут другие снимки. Обзор продолжится с той, что открыта: {name}</translation>
    </message>
    <message>
        <source>The details of the selected match: how sure it is, where it lies and how the picture was turned. Compare it with the map, then accept or reject it in the menu Results.</source>
        <translation>Сведения о выбранном совпадении: насколько оно уверенное, где находится и как повёрнут снимок. Сравните его с картой, затем примите или отклоните в меню «Результаты».</translation>
    </message>
    <message>
        <source>New here? In a minute this tour finds where three drone photographs were taken. First the scene: a large picture with coordinates, here an orthophoto of a park.</source>
        <translation>Вы здесь впервые? За минуту обзор найдёт, где сделаны три снимка с дрона. Сначала сцена: большой снимок с координатами, здесь — ортофотоплан парка.</translation>
    </message>
    <message>
        <source>These are the pictures to look for. Your own ones you drop onto the map; the demo has three photographs, with what is known of their scale and heading.</source>
        <translation>Это снимки, которые нужно найти. Свои перетащите на карту; в демонстрации их три, с известными масштабом и азимутом.</translation>
    </message>
    <message>
        <source>Now every checked template is looked for in the scene. The map fills in tile by tile meanwhile, and nothing blocks: it may be moved, and the match cancelled.</source>
        <translation>Теперь каждый отмеченный шаблон ищется в сцене. Карта заполняется тайл за тайлом, и ничего не замирает: её можно двигать, а поиск — отменить.</translation>
    </message>
    <message>
        <source>Each row is a place, the surest first, with its confidence and coordinates. Click on one, and the map goes there. A picture that is not in the scene is told as such.</source>
        <translation>Каждая строка — место, сначала самые уверенные, с уверенностью и координатами. Щёлкните по строке, и карта перейдёт туда. Если снимка в сцене нет, программа так и скажет.</translation>
    </message>
    <message>
        <source>The details of the selected match: how sure it is, where it lies and how the picture was turned. Compare it with the map before you rely on it.</source>
        <translation>Сведения о выбранном совпадении: насколько оно уверенное, где находится и как повёрнут снимок. Сравните его с картой, прежде чем на него полагаться.</translation>
    </message>
    <message>
        <source>Export writes tables, GIS layers and pictures. More is in the menu Help: the guide ({guide}), and all commands, found by some letters of their names ({commands}).</source>
        <translation>Экспорт записывает таблицы, слои для ГИС и изображения. Остальное — в меню «Справка»: руководство ({guide}) и все команды, которые находятся по нескольким буквам названия ({commands}).</translation>
    </message>
    <message>
        <source>Open the scene of the demo</source>
        <translation>Открыть сцену демонстрации</translation>
    </message>
    <message>
        <source>Add the photographs</source>
        <translation>Добавить снимки</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Найти</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Открытие…</translation>
    </message>
    <message>
        <source>Searching… The panel shows how far it is.</source>
        <translation>Идёт поиск… Ход виден на панели.</translation>
    </message>
</context>
<context>
    <name>TrainingActions</name>
    <message>
        <source>&amp;Training</source>
        <translation>&amp;Обучение</translation>
    </message>
    <message>
        <source>&amp;Train…</source>
        <translation>&amp;Обучить…</translation>
    </message>
    <message>
        <source>Train weights on pictures of the same places, and match with them</source>
        <translation>Обучить веса на снимках одних и тех же мест и искать с ними</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Модели…</translation>
    </message>
    <message>
        <source>List the weights that there are; use, import, rename, export, delete them</source>
        <translation>Перечислить имеющиеся веса; использовать, импортировать, переименовать, экспортировать, удалить их</translation>
    </message>
</context>
<context>
    <name>TrainingRun</name>
    <message>
        <source>Stopped early</source>
        <translation>Остановлено раньше</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Прервано</translation>
    </message>
    <message>
        <source>Stopping after this batch…</source>
        <translation>Остановка после этой пачки…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Запуск…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Приостановлено</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Ended unexpectedly</source>
        <translation>Неожиданно завершилось</translation>
    </message>
    <message>
        <source>All epochs were trained.</source>
        <translation>Все эпохи пройдены.</translation>
    </message>
    <message>
        <source>It stopped by itself: nothing got better any more.</source>
        <translation>Остановлено само: улучшений больше не было.</translation>
    </message>
    <message>
        <source>It was stopped early.</source>
        <translation>Остановлено раньше.</translation>
    </message>
    <message>
        <source>It was interrupted.</source>
        <translation>Прервано.</translation>
    </message>
    <message>
        <source>The process was ended by signal {n}.</source>
        <translation>Процесс завершён сигналом {n}.</translation>
    </message>
    <message>
        <source>The process ended with exit code {n}.</source>
        <translation>Процесс закончился с кодом {n}.</translation>
    </message>
    <message>
        <source>The process is gone, and nothing tells why.</source>
        <translation>Процесса больше нет, и причина неизвестна.</translation>
    </message>
    <message>
        <source>Most likely the memory did not suffice: choose fewer places a batch.</source>
        <translation>Скорее всего, не хватило памяти: уменьшите число мест в пачке.</translation>
    </message>
    <message>
        <source>The disk is full: make room, then go on from the last epoch.</source>
        <translation>Диск полон: освободите место и продолжите с последней эпохи.</translation>
    </message>
    <message>
        <source>Choose auto or cpu as the device under Settings.</source>
        <translation>Выберите в параметрах устройство auto или cpu.</translation>
    </message>
    <message>
        <source>Look at the places again under Check.</source>
        <translation>Проверьте места ещё раз на странице «Проверка».</translation>
    </message>
    <message>
        <source>{places} places to train on, {held_out} held out; {epochs} epochs of {steps} batches, on {device}</source>
        <translation>мест для обучения {places}, отложено {held_out}; эпох {epochs} по {steps} пачек, устройство {device}</translation>
    </message>
    <message>
        <source>A batch of epoch {epoch} gave no number and was left out</source>
        <translation>Пачка эпохи {epoch} не дала числа и пропущена</translation>
    </message>
    <message>
        <source>The batch was too large for the memory; {places_per_batch} places now</source>
        <translation>Пачка не поместилась в память; теперь мест в ней: {places_per_batch}</translation>
    </message>
    <message>
        <source>Going on</source>
        <translation>Продолжается</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>Пропущено: {reason}</translation>
    </message>
    <message>
        <source>Failed: {text}</source>
        <translation>Ошибка: {text}</translation>
    </message>
    <message>
        <source>Before: {metrics}</source>
        <translation>До обучения: {metrics}</translation>
    </message>
    <message>
        <source>Epoch {epoch}: {metrics}</source>
        <translation>Эпоха {epoch}: {metrics}</translation>
    </message>
    <message>
        <source> (best so far)</source>
        <translation> (пока лучшая)</translation>
    </message>
</context>
<context>
    <name>TrainingSettings</name>
    <message>
        <source>The run</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>What is learnt</source>
        <translation>Чему учить</translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation>Что учится</translation>
    </message>
    <message>
        <source>How pictures are drawn</source>
        <translation>Как берутся снимки</translation>
    </message>
    <message>
        <source>How it is computed</source>
        <translation>Как считать</translation>
    </message>
    <message>
        <source>Quick: some minutes on two cores</source>
        <translation>Быстро: несколько минут на двух ядрах</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Обычно</translation>
    </message>
    <message>
        <source>Thorough: hours, or a GPU</source>
        <translation>Тщательно: часы или видеокарта</translation>
    </message>
    <message>
        <source> px</source>
        <translation> пикс</translation>
    </message>
    <message>
        <source>Recall at 1</source>
        <translation>Полнота 1</translation>
    </message>
    <message>
        <source>Recall at 5</source>
        <translation>Полнота 5</translation>
    </message>
    <message>
        <source>Recall at 10</source>
        <translation>Полнота 10</translation>
    </message>
    <message>
        <source>Recall at 1 %</source>
        <translation>Полнота 1 %</translation>
    </message>
    <message>
        <source>AP</source>
        <translation>Средняя точность (AP)</translation>
    </message>
    <message>
        <source>Recall at 1, back</source>
        <translation>Полнота 1, обратно</translation>
    </message>
    <message>
        <source>Recall at 5, back</source>
        <translation>Полнота 5, обратно</translation>
    </message>
    <message>
        <source>Recall at 10, back</source>
        <translation>Полнота 10, обратно</translation>
    </message>
    <message>
        <source>Recall at 1 %, back</source>
        <translation>Полнота 1 %, обратно</translation>
    </message>
    <message>
        <source>AP, back</source>
        <translation>Средняя точность (AP), обратно</translation>
    </message>
    <message>
        <source>Hits of the matcher</source>
        <translation>Попадания поиска</translation>
    </message>
    <message>
        <source>Dense loss of held-out places</source>
        <translation>Подробные потери на отложенных местах</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Потери</translation>
    </message>
    <message>
        <source>Active triplets</source>
        <translation>Действующие тройки</translation>
    </message>
    <message>
        <source>Templates found</source>
        <translation>Найденные шаблоны</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Набор</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Начальное число</translation>
    </message>
    <message>
        <source>Starting weights</source>
        <translation>Начальные веса</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Устройство</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ракурсы</translation>
    </message>
    <message>
        <source>View of the gallery</source>
        <translation>Ракурс галереи</translation>
    </message>
    <message>
        <source>Held-out share</source>
        <translation>Отложенная доля</translation>
    </message>
    <message>
        <source>Table of known places</source>
        <translation>Таблица известных мест</translation>
    </message>
    <message>
        <source>Templates to seek</source>
        <translation>Искать шаблонов</translation>
    </message>
    <message>
        <source>Weight of retrieval</source>
        <translation>Вес поиска по образцу</translation>
    </message>
    <message>
        <source>Weight of matching</source>
        <translation>Вес сопоставления</translation>
    </message>
    <message>
        <source>Miner</source>
        <translation>Отбор троек</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Отступ</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Температура</translation>
    </message>
    <message>
        <source>Dense loss</source>
        <translation>Подробные потери</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Альфа</translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation>Расположение</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Слои</translation>
    </message>
    <message>
        <source>Share kept</source>
        <translation>Оставляемая доля</translation>
    </message>
    <message>
        <source>Pull to the start</source>
        <translation>Притяжение к началу</translation>
    </message>
    <message>
        <source>Size of pictures</source>
        <translation>Размер снимков</translation>
    </message>
    <message>
        <source>Crop, from and to</source>
        <translation>Вырезка, от и до</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Поворот</translation>
    </message>
    <message>
        <source>Change of colours</source>
        <translation>Изменение цветов</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Эпохи</translation>
    </message>
    <message>
        <source>Batches an epoch</source>
        <translation>Пачек в эпохе</translation>
    </message>
    <message>
        <source>Places a batch</source>
        <translation>Мест в пачке</translation>
    </message>
    <message>
        <source>Pictures of a place</source>
        <translation>Снимков места</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Скорость обучения</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Затухание весов</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Разогрев</translation>
    </message>
    <message>
        <source>Gradient&apos;s length</source>
        <translation>Длина градиента</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Точность чисел</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Терпение</translation>
    </message>
    <message>
        <source>Best epoch by</source>
        <translation>Лучшая эпоха по</translation>
    </message>
    <message>
        <source>Processes for pictures</source>
        <translation>Процессы для снимков</translation>
    </message>
    <message>
        <source>GPUs or processes</source>
        <translation>Видеокарты или процессы</translation>
    </message>
    <message>
        <source>Loggers</source>
        <translation>Журналы</translation>
    </message>
</context>
<context>
    <name>TrainingWindow</name>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Matches are made with the weights of {name} from now on.</source>
        <translation>Теперь поиск идёт с весами {name}.</translation>
    </message>
    <message>
        <source>Written: {path}, and a card beside it.</source>
        <translation>Записано: {path}, рядом описание.</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Начать обучение</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Запуск…</translation>
    </message>
    <message>
        <source>The result is there when the run has ended.</source>
        <translation>Результат появится, когда запуск закончится.</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source>{number} km</source>
        <translation>{number} км</translation>
    </message>
    <message>
        <source>{number} m</source>
        <translation>{number} м</translation>
    </message>
    <message>
        <source>{number} cm</source>
        <translation>{number} см</translation>
    </message>
    <message>
        <source>{number} km²</source>
        <translation>{number} км²</translation>
    </message>
    <message>
        <source>{number} ha</source>
        <translation>{number} га</translation>
    </message>
    <message>
        <source>{number} m²</source>
        <translation>{number} м²</translation>
    </message>
    <message>
        <source>{number} px</source>
        <translation>{number} пикс.</translation>
    </message>
    <message>
        <source>{number} px²</source>
        <translation>{number} пикс.²</translation>
    </message>
</context>
<context>
    <name>UnsavedQuestion</name>
    <message>
        <source>Unsaved changes</source>
        <translation>Несохранённые изменения</translation>
    </message>
    <message>
        <source>Save the changes of {name}?</source>
        <translation>Сохранить изменения {name}?</translation>
    </message>
    <message>
        <source>Save this project?</source>
        <translation>Сохранить этот проект?</translation>
    </message>
    <message>
        <source>What is not saved is lost.</source>
        <translation>Несохранённое будет потеряно.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>Не сохранять</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>ViewActions</name>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>У&amp;величить</translation>
    </message>
    <message>
        <source>See less ground in more detail; the wheel does it at the cursor</source>
        <translation>Увидеть меньше земли подробнее; колесо делает то же у курсора</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>У&amp;меньшить</translation>
    </message>
    <message>
        <source>See more ground at once; the wheel does it at the cursor</source>
        <translation>Увидеть сразу больше земли; колесо делает то же у курсора</translation>
    </message>
    <message>
        <source>&amp;Full extent</source>
        <translation>&amp;Полный охват</translation>
    </message>
    <message>
        <source>Show the whole scene, to see where you are</source>
        <translation>Показать всю сцену, чтобы понять, где вы</translation>
    </message>
    <message>
        <source>Show a pixel of the scene in a pixel of the screen, to judge how sharp it is</source>
        <translation>Показать пиксель сцены пикселем экрана, чтобы оценить резкость</translation>
    </message>
    <message>
        <source>Show what the map has shown before, after a look elsewhere</source>
        <translation>Показать то, что карта показывала раньше, до перехода в другое место</translation>
    </message>
    <message>
        <source>Show again what the map has shown before you went back</source>
        <translation>Снова показать то, что карта показывала до возврата назад</translation>
    </message>
    <message>
        <source>Click corners on the map: how far is it on the ground?</source>
        <translation>Щёлкайте по точкам на карте: какое между ними расстояние на земле?</translation>
    </message>
    <message>
        <source>Click corners on the map: how much ground do they enclose?</source>
        <translation>Щёлкайте по углам на карте: какую площадь на земле они охватывают?</translation>
    </message>
    <message>
        <source>Put all panels back in their places, when one is lost or in the way</source>
        <translation>Вернуть все панели на места, если какая-то потерялась или мешает</translation>
    </message>
    <message>
        <source>Zoom to &amp;selection</source>
        <translation>Увеличить до в&amp;ыбранного</translation>
    </message>
    <message>
        <source>Show the selected matches with their surroundings</source>
        <translation>Показать выбранные совпадения с окрестностями</translation>
    </message>
    <message>
        <source>&amp;Actual pixels</source>
        <translation>Пиксель в пиксель (&amp;1:1)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Назад</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>Вперё&amp;д</translation>
    </message>
    <message>
        <source>&amp;Go to coordinates…</source>
        <translation>Перейти к &amp;координатам…</translation>
    </message>
    <message>
        <source>Type or paste a position, and the map shows it</source>
        <translation>Введите или вставьте координаты, и карта покажет это место</translation>
    </message>
    <message>
        <source>&amp;Move and select</source>
        <translation>Сдвиг и вы&amp;бор</translation>
    </message>
    <message>
        <source>Drag to move the map, click to select a match</source>
        <translation>Перетаскивание сдвигает карту, щелчок выбирает совпадение</translation>
    </message>
    <message>
        <source>Measure &amp;distance</source>
        <translation>Измерить &amp;расстояние</translation>
    </message>
    <message>
        <source>Measure a&amp;rea</source>
        <translation>Измерить пло&amp;щадь</translation>
    </message>
    <message>
        <source>Scale &amp;bar</source>
        <translation>Масштабная лине&amp;йка</translation>
    </message>
    <message>
        <source>Show on the map how long a distance on the ground is</source>
        <translation>Показать на карте, какому расстоянию на земле соответствует отрезок</translation>
    </message>
    <message>
        <source>&amp;North arrow</source>
        <translation>&amp;Стрелка севера</translation>
    </message>
    <message>
        <source>Show on the map where true north is, for scenes that are turned</source>
        <translation>Показать на карте, где истинный север: для повёрнутых сцен</translation>
    </message>
    <message>
        <source>Zoom to la&amp;yer</source>
        <translation>Увеличить до с&amp;лоя</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Вернуть располо&amp;жение панелей</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>&amp;Как в системе</translation>
    </message>
    <message>
        <source>Change between light and dark when the system does</source>
        <translation>Переключаться между светлым и тёмным вместе с системой</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Светлое</translation>
    </message>
    <message>
        <source>Dark letters on a light ground, for a bright room</source>
        <translation>Тёмные буквы на светлом фоне: для светлой комнаты</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Тёмное</translation>
    </message>
    <message>
        <source>Light letters on a dark ground, to look at pictures in a dim room</source>
        <translation>Светлые буквы на тёмном фоне: рассматривать снимки в полумраке</translation>
    </message>
    <message>
        <source>Speak this language from now on, without a new start</source>
        <translation>Перейти на этот язык сразу, без перезапуска</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Язык</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Оформление</translation>
    </message>
</context>
<context>
    <name>Weights</name>
    <message>
        <source>shipped</source>
        <translation>штатные</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>обученные</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>из файла</translation>
    </message>
    <message>
        <source>{n} MiB</source>
        <translation>{n} МиБ</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>is being computed…</source>
        <translation>вычисляется…</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>Начальные веса</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Эпоха</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Обучены на</translation>
    </message>
    <message>
        <source>On held-out places</source>
        <translation>На отложенных местах</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Сделаны в</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <source>The file tells nothing of how it was made.</source>
        <translation>Файл не говорит, как он получен.</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Метаданные</translation>
    </message>
    <message>
        <source>{n} held out</source>
        <translation>отложено: {n}</translation>
    </message>
    <message>
        <source>Shipped (ImageNet)</source>
        <translation>Штатные (ImageNet)</translation>
    </message>
    <message>
        <source>Shipped (aerial photographs)</source>
        <translation>Штатные (аэроснимки)</translation>
    </message>
</context>
<context>
    <name>WeightsList</name>
    <message>
        <source>in use</source>
        <translation>в работе</translation>
    </message>
    <message>
        <source>default</source>
        <translation>по умолчанию</translation>
    </message>
    <message>
        <source>in training</source>
        <translation>обучаются</translation>
    </message>
</context>
<context>
    <name>WeightsStore</name>
    <message>
        <source>Matches are made with the weights of {name} from now on.</source>
        <translation>Теперь поиск ведётся с весами {name}.</translation>
    </message>
    <message>
        <source>New projects match with {name}; open ones keep theirs.</source>
        <translation>Новые проекты ищут с весами {name}; у открытых остаются прежние.</translation>
    </message>
    <message>
        <source>Imported: {name}</source>
        <translation>Импортировано: {name}</translation>
    </message>
    <message>
        <source>Written: {path}, and a card beside it.</source>
        <translation>Записано: {path}, рядом описание.</translation>
    </message>
    <message>
        <source>Deleted: {name}</source>
        <translation>Удалено: {name}</translation>
    </message>
</context>
<context>
    <name>_Plurals</name>
    <message numerus="yes">
        <source>%n band(s)</source>
        <translation>
            <numerusform>%n канал</numerusform>
            <numerusform>%n канала</numerusform>
            <numerusform>%n каналов</numerusform>
        </translation>
    </message>
</context>
</TS>
