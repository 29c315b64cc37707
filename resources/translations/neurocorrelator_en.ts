<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>AddMatchDialog</name>
    <message numerus="yes">
        <source>Click a place in the picture and the same place on the map. %n more point(s) needed.</source>
        <translation>
            <numerusform>Click a place in the picture and the same place on the map. %n more point needed.</numerusform>
            <numerusform>Click a place in the picture and the same place on the map. %n more points needed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerTexts</name>
    <message numerus="yes">
        <source>uncertain: %n place(s), the best {confidence}</source>
        <translation>
            <numerusform>uncertain: %n place, {confidence}</numerusform>
            <numerusform>uncertain: %n places, the best {confidence}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uncertain</source>
        <translation>
            <numerusform>%n uncertain</numerusform>
            <numerusform>%n uncertain</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not in this scene</source>
        <translation>
            <numerusform>%n not in this scene</numerusform>
            <numerusform>%n not in this scene</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} and %n more</numerusform>
            <numerusform>{names} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AreaStylePanel</name>
    <message numerus="yes">
        <source>%n outline(s)</source>
        <translation>
            <numerusform>%n outline</numerusform>
            <numerusform>%n outlines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareRunsDialog</name>
    <message numerus="yes">
        <source>%n template(s)</source>
        <translation>
            <numerusform>%n template</numerusform>
            <numerusform>%n templates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeliverDialog</name>
    <message numerus="yes">
        <source>A report takes up to %n match(es): select fewer, or leave it out.</source>
        <translation>
            <numerusform>A report takes up to %n match: select fewer, or leave it out.</numerusform>
            <numerusform>A report takes up to %n matches: select fewer, or leave it out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved to {folder}</source>
        <translation>
            <numerusform>%n file saved to {folder}</numerusform>
            <numerusform>%n files saved to {folder}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Delivering</name>
    <message numerus="yes">
        <source>%n file(s) saved to {folder}</source>
        <translation>
            <numerusform>%n file saved to {folder}</numerusform>
            <numerusform>%n files saved to {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) could not be georeferenced</source>
        <translation>
            <numerusform>%n match could not be georeferenced</numerusform>
            <numerusform>%n matches could not be georeferenced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeviceChip</name>
    <message numerus="yes">
        <source>CPU · %n thread(s)</source>
        <translation>
            <numerusform>CPU · %n thread</numerusform>
            <numerusform>CPU · %n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditTexts</name>
    <message numerus="yes">
        <source>open %n file(s)</source>
        <translation>
            <numerusform>open %n file</numerusform>
            <numerusform>open %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>add %n template(s)</source>
        <translation>
            <numerusform>add %n template</numerusform>
            <numerusform>add %n templates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>remove %n template(s)</source>
        <translation>
            <numerusform>remove %n template</numerusform>
            <numerusform>remove %n templates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>accept %n match(es)</source>
        <translation>
            <numerusform>accept %n match</numerusform>
            <numerusform>accept %n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reject %n match(es)</source>
        <translation>
            <numerusform>reject %n match</numerusform>
            <numerusform>reject %n matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n file(s) of these names exist already.</source>
        <translation>
            <numerusform>%n file of this name exists already.</numerusform>
            <numerusform>%n files of these names exist already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportTarget</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message numerus="yes">
        <source>%n match(es) copied to the clipboard</source>
        <translation>
            <numerusform>%n match copied to the clipboard</numerusform>
            <numerusform>%n matches copied to the clipboard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved to {folder}</source>
        <translation>
            <numerusform>%n file saved to {folder}</numerusform>
            <numerusform>%n files saved to {folder}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldedRow</name>
    <message numerus="yes">
        <source>and %n more message(s)</source>
        <translation>
            <numerusform>and %n more message</numerusform>
            <numerusform>and %n more messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Judging</name>
    <message numerus="yes">
        <source>%n judged match(es) of run {run} were not found again. They stay as a layer of their own.</source>
        <translation>
            <numerusform>%n judged match of run {run} was not found again. It stays as a layer of its own.</numerusform>
            <numerusform>%n judged matches of run {run} were not found again. They stay as a layer of their own.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message numerus="yes">
        <source>%n file(s) are others than when the project was saved, the first of them {name}: check what was found in them.</source>
        <translation>
            <numerusform>%n file are others than when the project was saved, the first of them {name}: check what was found in them.</numerusform>
            <numerusform>%n files are others than when the project was saved, the first of them {name}: check what was found in them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} was opened without %n file(s). Saving asks for a new name, so that the project keeps what belongs to them.</source>
        <translation>
            <numerusform>{name} was opened without %n file. Saving asks for a new name, so that the project keeps what belongs to it.</numerusform>
            <numerusform>{name} was opened without %n files. Saving asks for a new name, so that the project keeps what belongs to them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchFilterBar</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchPanel</name>
    <message numerus="yes">
        <source>Heading unknown for %n template(s): all rotations are searched.</source>
        <translation>
            <numerusform>Heading unknown for %n template: all rotations are searched.</numerusform>
            <numerusform>Heading unknown for %n templates: all rotations are searched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Heading unknown for %n template(s): only rotation 0° is searched.</source>
        <translation>
            <numerusform>Heading unknown for %n template: only rotation 0° is searched.</numerusform>
            <numerusform>Heading unknown for %n templates: only rotation 0° is searched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GSD unknown for %n template(s): scales {least} to {most} are searched.</source>
        <translation>
            <numerusform>GSD unknown for %n template: scales {least} to {most} are searched.</numerusform>
            <numerusform>GSD unknown for %n templates: scales {least} to {most} are searched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GSD unknown for %n template(s): only scale 1 is searched.</source>
        <translation>
            <numerusform>GSD unknown for %n template: only scale 1 is searched.</numerusform>
            <numerusform>GSD unknown for %n templates: only scale 1 is searched.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchScenesDialog</name>
    <message numerus="yes">
        <source>%n template(s)</source>
        <translation>
            <numerusform>%n template</numerusform>
            <numerusform>%n templates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s)</source>
        <translation>
            <numerusform>%n scene</numerusform>
            <numerusform>%n scenes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchScopeChoice</name>
    <message numerus="yes">
        <source>%n of them the filter hides, and is handed over all the same.</source>
        <translation>
            <numerusform>%n of them is hidden by the filter, and is handed over all the same.</numerusform>
            <numerusform>%n of them are hidden by the filter, and are handed over all the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchStatus</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchSummary</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s)</source>
        <translation>
            <numerusform>%n template</numerusform>
            <numerusform>%n templates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchesStylePanel</name>
    <message numerus="yes">
        <source>{drawn} of %n match(es) drawn</source>
        <translation>
            <numerusform>{drawn} of %n match drawn</numerusform>
            <numerusform>{drawn} of %n matches drawn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MissingFilesDialog</name>
    <message numerus="yes">
        <source>%n file(s) missing</source>
        <translation>
            <numerusform>%n file missing</numerusform>
            <numerusform>%n files missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message numerus="yes">
        <source>%n picture(s) are in the list of templates already.</source>
        <translation>
            <numerusform>%n picture is in the list of templates already.</numerusform>
            <numerusform>%n pictures are in the list of templates already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be opened, the first of them: {reason}</source>
        <translation>
            <numerusform>%n file cannot be opened, the first of them: {reason}</numerusform>
            <numerusform>%n files cannot be opened, the first of them: {reason}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message numerus="yes">
        <source>%n scene(s) matched</source>
        <translation>
            <numerusform>%n scene matched</numerusform>
            <numerusform>%n scenes matched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s) found</source>
        <translation>
            <numerusform>%n template found</numerusform>
            <numerusform>%n templates found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s) failed</source>
        <translation>
            <numerusform>%n scene failed</numerusform>
            <numerusform>%n scenes failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n cancelled</numerusform>
            <numerusform>%n cancelled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s) not matched</source>
        <translation>
            <numerusform>%n template not matched</numerusform>
            <numerusform>%n templates not matched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of the scene not readable</source>
        <translation>
            <numerusform>%n part of the scene not readable</numerusform>
            <numerusform>%n parts of the scene not readable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message numerus="yes">
        <source>{done} of %n done</source>
        <translation>
            <numerusform>{done} of %n done</numerusform>
            <numerusform>{done} of %n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueQuestion</name>
    <message numerus="yes">
        <source>%n match(es) run or wait. Cancel them?</source>
        <translation>
            <numerusform>%n match is not done. Cancel it?</numerusform>
            <numerusform>%n matches run or wait. Cancel them?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueRow</name>
    <message numerus="yes">
        <source>%n template(s)</source>
        <translation>
            <numerusform>%n template</numerusform>
            <numerusform>%n templates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueSummaryDialog</name>
    <message numerus="yes">
        <source>{scenes} of %n scene(s) matched</source>
        <translation>
            <numerusform>{scenes} of %n scene matched</numerusform>
            <numerusform>{scenes} of %n scenes matched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{found} of %n template(s) found</source>
        <translation>
            <numerusform>{found} of %n template found</numerusform>
            <numerusform>{found} of %n templates found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s) failed</source>
        <translation>
            <numerusform>%n scene failed</numerusform>
            <numerusform>%n scenes failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in none of %n scene(s)</source>
        <translation>
            <numerusform>in none of %n scene</numerusform>
            <numerusform>in none of %n scenes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of the scene not readable</source>
        <translation>
            <numerusform>%n part of the scene not readable</numerusform>
            <numerusform>%n parts of the scene not readable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message numerus="yes">
        <source>%n match(es) waiting</source>
        <translation>
            <numerusform>%n match waiting</numerusform>
            <numerusform>%n matches waiting</numerusform>
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
    <name>ReplaceQuestion</name>
    <message numerus="yes">
        <source>%n file(s) of these names exist already.</source>
        <translation>
            <numerusform>%n file of this name exists already.</numerusform>
            <numerusform>%n files of these names exist already.</numerusform>
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
    <name>ReportDialog</name>
    <message numerus="yes">
        <source>A report takes up to %n match(es): select fewer, or filter them.</source>
        <translation>
            <numerusform>A report takes up to %n match: select fewer, or filter them.</numerusform>
            <numerusform>A report takes up to %n matches: select fewer, or filter them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportTexts</name>
    <message numerus="yes">
        <source>Search in %n scene(s)</source>
        <translation>
            <numerusform>Search in %n scene</numerusform>
            <numerusform>Search in %n scenes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s) were looked for</source>
        <translation>
            <numerusform>%n template was looked for</numerusform>
            <numerusform>%n templates were looked for</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uncertain</source>
        <translation>
            <numerusform>%n uncertain</numerusform>
            <numerusform>%n uncertain</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not in this scene</source>
        <translation>
            <numerusform>%n not in this scene</numerusform>
            <numerusform>%n not in this scene</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be searched</source>
        <translation>
            <numerusform>%n could not be searched</numerusform>
            <numerusform>%n could not be searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The report has the %n match(es) that were accepted.</source>
        <translation>
            <numerusform>The report has the %n match that was accepted.</numerusform>
            <numerusform>The report has the %n matches that were accepted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The report has %n match(es) that were selected.</source>
        <translation>
            <numerusform>The report has %n match that was selected.</numerusform>
            <numerusform>The report has %n matches that were selected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The report has the %n match(es) that the filter shows.</source>
        <translation>
            <numerusform>The report has the %n match that the filter shows.</numerusform>
            <numerusform>The report has the %n matches that the filter shows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The report has all %n match(es).</source>
        <translation>
            <numerusform>The report has all: %n match.</numerusform>
            <numerusform>The report has all %n matches.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message numerus="yes">
        <source>%n picture(s) could not be read.</source>
        <translation>
            <numerusform>%n picture could not be read.</numerusform>
            <numerusform>%n pictures could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunTexts</name>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableJudging</name>
    <message numerus="yes">
        <source>Comment on %n match(es):</source>
        <translation>
            <numerusform>Comment on %n match:</numerusform>
            <numerusform>Comment on %n matches:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TemplateFactsDialog</name>
    <message numerus="yes">
        <source>For %n selected template(s). Leave a field as it is to keep the values, empty it if they are unknown.</source>
        <translation>
            <numerusform>For %n selected template. Leave a field as it is to keep the values, empty it if they are unknown.</numerusform>
            <numerusform>For %n selected templates. Leave a field as it is to keep the values, empty it if they are unknown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Templating</name>
    <message numerus="yes">
        <source>%n template(s) were removed.</source>
        <translation>
            <numerusform>%n template was removed.</numerusform>
            <numerusform>%n templates were removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Plurals</name>
    <message numerus="yes">
        <source>%n band(s)</source>
        <translation>
            <numerusform>%n band</numerusform>
            <numerusform>%n bands</numerusform>
        </translation>
    </message>
</context>
</TS>
