namespace NasPipelines.Report.Sections;

/// <summary>Scores against the truth: one large plot that can be zoomed, and a small one of each estimator.</summary>
internal static class ScatterSection
{
    public static PageSection? Of(ReportContent content)
    {
        var rows = content.Table.Rows;
        if (content.Options.PointsUpTo == 0)
        {
            return null;
        }

        var options = string.Concat(content.Scores.Select((name, i) => $"""<option value="{i}">{Html.Encode(name)}</option>"""));
        var sampled = rows > content.Options.PointsUpTo
            ? Html.Text($" Drawn are {content.Options.PointsUpTo:N0} of {rows:N0} architectures, taken at random (seed ")
                + Html.Text($"{content.Options.Bootstrap.Seed}); ranks are those among all.")
            : "";
        return new(
            "scatter-section", "Scatter", "Score against truth",
            $"""
            <p>Orange: the truly best {PlotText.Percent(content.Options.Ratio)}. Point at the plot, touch it, or use the arrow
            keys in it, to see an architecture; zoom by the buttons, the keys + and −, a box drawn with the mouse, or
            two fingers.{sampled}</p>
            <div class="scatter"><div>
            <div class="controls"><label>Estimator <select id="scatter-score">{options}</select></label>
            <label>Axes <select id="scatter-scale"><option value="ranks">ranks</option>
            <option value="values">values</option></select></label>
            <span class="zoom"><button type="button" data-zoom="in" aria-label="Zoom in">+</button>
            <button type="button" data-zoom="out" aria-label="Zoom out">−</button>
            <button type="button" data-zoom="all">whole</button></span></div>
            <canvas id="scatter" tabindex="0" role="img" aria-label="Scatter plot of a score against the truth"
            aria-describedby="hover"></canvas>
            <p id="hover" aria-live="polite"></p></div>
            <div id="multiples" class="multiples" role="group" aria-label="The same plot of each estimator"></div></div>
            <noscript><p class="note">This plot needs scripts; the others do not.</p></noscript>
            """);
    }
}
