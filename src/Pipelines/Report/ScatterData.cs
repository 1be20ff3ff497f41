using System.Text.Json;
using NasPipelines.Analyses;
using NasPipelines.Numerics;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Report;

/// <summary>The points that the page's script draws: all, or some drawn at random; numbers are 16 bits of their range.</summary>
internal static class ScatterData
{
    private const ushort Top = 65534;
    private const ushort None = 65535;

    public static string Json(ReportContent content)
    {
        var shown = Shown(content.Table.Rows, content.Options.PointsUpTo, content.Options.Bootstrap.Seed);
        var (range, values, ranks) = Words(content.Truth, shown);
        return JsonSerializer.Serialize(new // escapes <, so no script can end early
        {
            truth = content.TruthName,
            truthRange = range,
            truthValues = values,
            truthRanks = ranks,
            best = content.Options.Ratio,
            rows = content.Table.Rows,
            texts = Array.ConvertAll(shown, row => content.Table.Texts[row]),
            scores = content.Scores.Select(name =>
            {
                var (scoreRange, scoreValues, scoreRanks) = Words(content.Table[name], shown);
                return new
                {
                    name,
                    shown = content.Shown(name),
                    doubt = content.Comparison.Doubt(name),
                    range = scoreRange,
                    values = scoreValues,
                    ranks = scoreRanks,
                };
            }),
        });
    }

    /// <summary>Rows in ascending order: all, or as many as are wanted, each set of them as likely.</summary>
    internal static int[] Shown(int rows, int wanted, long seed)
    {
        if (rows <= wanted)
        {
            return [.. Enumerable.Range(0, rows)];
        }

        var random = new SplitMix64(SplitMix64.Mix((ulong)seed));
        HashSet<int> taken = [];
        for (var last = rows - wanted; last < rows; last++)
        {
            var row = (int)random.Below((uint)last + 1); // Floyd's sampling
            taken.Add(taken.Contains(row) ? last : row);
        }

        return [.. taken.Order()];
    }

    private static (double[] Range, string Values, string Ranks) Words(double[] column, int[] shown)
    {
        var words = new ushort[column.Length];
        var ranks = new ushort[column.Length];
        Array.Fill(words, None);
        Array.Fill(ranks, None);
        int[] rows = [.. Enumerable.Range(0, column.Length).Where(row => !double.IsNaN(column[row]))];
        double[] present = Array.ConvertAll(rows, row => column[row]);
        const double Far = double.MaxValue / 4; // so that no range overflows
        double[] finite = [.. present.Where(double.IsFinite).Select(v => Math.Clamp(v, -Far, Far))];
        double low = finite.DefaultIfEmpty(0).Min(), high = finite.DefaultIfEmpty(1).Max(), width = high > low ? high - low : 1;
        var places = RankDifference.MeanRanks(RankedColumn.Of(present));
        for (var i = 0; i < rows.Length; i++)
        {
            words[rows[i]] = (ushort)Math.Round(Math.Clamp((present[i] - low) / width, 0, 1) * Top);
            ranks[rows[i]] = (ushort)Math.Round((places[i] - 0.5) / rows.Length * Top);
        }

        return ([low, low + width], Base64(words, shown), Base64(ranks, shown));
    }

    private static string Base64(ushort[] words, int[] shown)
    {
        var bytes = new byte[2 * shown.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            var word = words[shown[i]];
            (bytes[2 * i], bytes[2 * i + 1]) = ((byte)word, (byte)(word >> 8));
        }

        return Convert.ToBase64String(bytes);
    }
}
