using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NasPipelines.Report.Sections;

/// <summary>A table of coloured cells: on the page as a table with a frozen first column, elsewhere as a plot.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">How to read it.</param>
/// <param name="Corner">What rows and columns are.</param>
/// <param name="Rows">Names of the rows.</param>
/// <param name="Columns">Names of the columns, each with a second line or null.</param>
/// <param name="Cells">By row and column; null where there is none.</param>
internal sealed record HeatMap(
    string Title, string Description, string Corner, ImmutableArray<string> Rows, ImmutableArray<(string Name, string? Second)> Columns,
    HeatCell?[,] Cells)
{
    private const int Top = 60, CellHeight = 40, Letters = 28, DenseFrom = 12;

    /// <summary>The table, whose cells tell more when they are chosen by pointer, finger or arrow keys.</summary>
    public string ToHtml()
    {
        var table = new StringBuilder();
        var dense = Columns.Length > DenseFrom ? " dense" : "";
        table.Append(CultureInfo.InvariantCulture, $"""<table class="heat{dense}"><caption>{Html.Encode(Title)}</caption>""")
            .Append(CultureInfo.InvariantCulture, $"""<thead><tr><th scope="col">{Html.Encode(Corner)}</th>""");
        foreach (var (name, second) in Columns)
        {
            table.Append(CultureInfo.InvariantCulture, $"""<th scope="col">{Html.Encode(name)}{Small(second)}</th>""");
        }

        table.Append("</tr></thead>\n<tbody>\n");
        for (var row = 0; row < Rows.Length; row++)
        {
            table.Append(CultureInfo.InvariantCulture, $"""<tr><th scope="row">{Html.Encode(Rows[row])}</th>""");
            for (var column = 0; column < Columns.Length; column++)
            {
                table.Append(Cells[row, column] is { } cell ? Write(cell) : "<td></td>");
            }

            table.Append("</tr>\n");
        }

        return table.Append("</tbody></table>").ToString();
    }

    /// <summary>The plot.</summary>
    public ReportPlot ToPlot()
    {
        var left = 20 + PlotText.WidthOf([.. Rows.Select(r => PlotText.Fit(r, Letters)), Corner]);
        var width = 16 + Columns.Max(c => Math.Max(PlotText.WidthOf([Fitted(c.Name)]), PlotText.WidthOf([c.Second ?? ""])));
        width = Math.Max(width, 16 + Texts().Max(t => PlotText.WidthOf([t])));
        var plot = new ReportPlot(left + Columns.Length * width + 10, Top + Rows.Length * CellHeight + 10, Title, Description);
        plot.Text(left - 8, Top - 10, Corner, PlotStyles.Tick, PlotAnchor.End);
        for (var column = 0; column < Columns.Length; column++)
        {
            var middle = left + (column + 0.5) * width;
            plot.Text(middle, Columns[column].Second is null ? Top - 10 : Top - 26, Fitted(Columns[column].Name), PlotStyles.Cell);
            if (Columns[column].Second is { } second)
            {
                plot.Text(middle, Top - 10, second, PlotStyles.Tick);
            }
        }

        for (var row = 0; row < Rows.Length; row++)
        {
            var y = Top + row * CellHeight;
            plot.Text(left - 8, y + 24, PlotText.Fit(Rows[row], Letters), PlotStyles.Cell, PlotAnchor.End);
            for (var column = 0; column < Columns.Length; column++)
            {
                if (Cells[row, column] is { } cell)
                {
                    Draw(plot, cell, left + column * width, y, width);
                }
            }
        }

        return plot;
    }

    private static void Draw(ReportPlot plot, HeatCell cell, double x, double y, double width)
    {
        if (cell.Side is { } side)
        {
            plot.Rectangle(x + 1, y + 1, width - 2, CellHeight - 2, side, cell.Opacity, cell.Tip);
        }

        plot.Text(x + width / 2, y + (cell.Second is null ? 24 : 17), cell.Text, PlotStyles.Cell);
        if (cell.Second is { } second)
        {
            plot.Text(x + width / 2, y + 33, second, PlotStyles.Cell);
        }
    }

    private static string Write(HeatCell cell)
    {
        var colour = cell.Side is { } side ? Html.Text($"""class="{side.Classes}" style="--s:{100 * cell.Opacity:0.#}%" """) : "";
        var tip = cell.Tip is { } more ? $"data-tip=\"{Html.Encode(more)}\"" : "";
        return $"""<td {colour}{tip}>{Html.Encode(cell.Text)}{Small(cell.Second)}</td>""";
    }

    private static string Small(string? text) => text is null ? "" : $"<small>{Html.Encode(text)}</small>";

    private static string Fitted(string name) => PlotText.Fit(name, 16);

    private IEnumerable<string> Texts() => Cells.Cast<HeatCell?>().Where(c => c is not null).SelectMany(
        c => (string[])[c!.Text, c.Second ?? ""]).Append("");
}
