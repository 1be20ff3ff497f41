using System.Globalization;
using System.Net;

namespace NasPipelines.Report.Sections;

/// <summary>Pieces of HTML that sections share.</summary>
internal static class Html
{
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Text with numbers of no culture, for HTML whose parts are encoded already.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A region that scrolls sideways where it is wider than the page.</summary>
    public static string Scrolled(string inner, string name) =>
        $"""<div class="scroll" tabindex="0" role="region" aria-label="{Encode(name)}">{inner}</div>""";

    /// <summary>A table and the buttons to take it along.</summary>
    public static string Table(string inner, string name, DataTable data) => Scrolled(inner, name) + Downloads(data, name);

    /// <summary>The buttons to take a table along.</summary>
    public static string Downloads(DataTable data, string name) =>
        $"""<p class="downloads">{Download(data, name, "CSV")}{Download(data, name, "JSON")}</p>""";

    /// <summary>A plot drawn wide, and narrow for a phone.</summary>
    public static string Picture(Func<bool, ReportPlot> draw) =>
        Picture(draw(false), draw(true));

    private static string Picture(ReportPlot wide, ReportPlot narrow) => Text(
        $"""
        <figure class="picture"><div class="wide" style="max-width:{wide.Width * 1.25:0}px">{wide.ToInlineSvg()}</div>
        <div class="narrow">{narrow.ToInlineSvg()}</div><figcaption class="told" aria-live="polite"></figcaption></figure>
        """);

    /// <summary>A button that opens the explanation of a word; it needs neither pointer nor script.</summary>
    public static string Why(string word) => Explanations.Find(word) is { } found
        ? $"""<button type="button" class="why" popovertarget="why-{found.Id}" aria-label="What is {Encode(found.Word)}?">?</button>"""
        : "";

    private static string Download(DataTable data, string name, string form) =>
        $"""<button type="button" data-table="{Encode(data.Name)}" data-as="{form.ToLowerInvariant()}" """
            + $"""aria-label="{Encode(name)} as {form}">{form}</button>""";
}
