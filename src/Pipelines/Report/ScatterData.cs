using System.Text.Json;
using NasPipelines.Analyses;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Report;

/// <summary>The points, or the counts in a grid, that the page's script draws; numbers are 16 bits of their range.</summary>
internal static class ScatterData
{
    private const int Cells = 80;
    private const ushort Top = 65534;
    private const ushort None = 65535;

    public static string Json(ReportContent content) =>
        // escapes <, so no script can end early
        JsonSerializer.Serialize(content.Table.Rows <= content.Options.PointsUpTo ? Points(content) : Grid(content));

    private static object Points(ReportContent content)
    {
        var (range, values, ranks) = Words(content.Truth);
        return new
        {
            truth = content.TruthName,
            truthRange = range,
            truthValues = Base64(values),
            truthRanks = Base64(ranks),
            texts = content.Table.Texts,
            scores = content.Scores.Select(name =>
            {
                var (scoreRange, scoreValues, scoreRanks) = Words(content.Table[name]);
                return new { name, range = scoreRange, values = Base64(scoreValues), ranks = Base64(scoreRanks) };
            }),
        };
    }

    private static object Grid(ReportContent content)
    {
        Dictionary<int, int> textOf = [];
        var (range, values, ranks) = Words(content.Truth);
        var scores = content.Scores.Select(name =>
        {
            var (scoreRange, scoreValues, scoreRanks) = Words(content.Table[name]);
            return new { name, range = scoreRange, values = Bins(scoreValues, values, textOf), ranks = Bins(scoreRanks, ranks, textOf) };
        }).ToList();
        string[] texts = [.. textOf.OrderBy(t => t.Value).Select(t => content.Table.Texts[t.Key])];
        return new { truth = content.TruthName, truthRange = range, cells = Cells, texts, scores };
    }

    private static object Bins(ushort[] xs, ushort[] ys, Dictionary<int, int> textOf)
    {
        SortedDictionary<int, (int Count, int Row)> bins = [];
        for (var row = 0; row < xs.Length; row++)
        {
            if (xs[row] != None && ys[row] != None)
            {
                var bin = xs[row] * Cells / (Top + 1) * Cells + ys[row] * Cells / (Top + 1);
                bins[bin] = bins.TryGetValue(bin, out var known) ? (known.Count + 1, known.Row) : (1, row);
            }
        }

        return new
        {
            x = Base64([.. bins.Keys.Select(bin => (ushort)(bin / Cells))]),
            y = Base64([.. bins.Keys.Select(bin => (ushort)(bin % Cells))]),
            count = bins.Values.Select(b => b.Count),
            example = bins.Values.Select(b => textOf.TryGetValue(b.Row, out var known) ? known : textOf[b.Row] = textOf.Count).ToList(),
        };
    }

    private static (double[] Range, ushort[] Values, ushort[] Ranks) Words(double[] column)
    {
        var words = new ushort[column.Length];
        var ranks = new ushort[column.Length];
        Array.Fill(words, None);
        Array.Fill(ranks, None);
        int[] rows = [.. Enumerable.Range(0, column.Length).Where(row => !double.IsNaN(column[row]))];
        double[] present = Array.ConvertAll(rows, row => column[row]);
        double[] finite = [.. present.Where(double.IsFinite)];
        double low = finite.DefaultIfEmpty(0).Min(), high = finite.DefaultIfEmpty(1).Max(), width = high > low ? high - low : 1;
        var places = RankDifference.MeanRanks(RankedColumn.Of(present));
        for (var i = 0; i < rows.Length; i++)
        {
            words[rows[i]] = (ushort)Math.Round(Math.Clamp((present[i] - low) / width, 0, 1) * Top);
            ranks[rows[i]] = (ushort)Math.Round((places[i] - 0.5) / rows.Length * Top);
        }

        return ([low, low + width], words, ranks);
    }

    private static string Base64(ushort[] words)
    {
        var bytes = new byte[2 * words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            (bytes[2 * i], bytes[2 * i + 1]) = ((byte)words[i], (byte)(words[i] >> 8));
        }

        return Convert.ToBase64String(bytes);
    }
}
