using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using NasPipelines.Analyses;
using NasPipelines.Evaluation;

namespace NasPipelines.Combinations;

/// <summary>
/// Scores of several estimators on the architectures that a combination was fitted on; ranks others, or the same, among them.
/// </summary>
internal sealed class FittedRanks
{
    private const byte Version = 1;

    private readonly CombinationRule _rule;
    private readonly MissingScores _missing;
    private readonly double[][] _sorted; // by estimator, ascending
    private readonly int[][] _ranks; // by estimator and row: place among the distinct values

    private FittedRanks(CombinationRule rule, MissingScores missing, double[][] columns)
    {
        (_rule, _missing) = (rule, missing);
        _sorted = Array.ConvertAll(columns, c => (double[])c.Clone());
        Array.ForEach(_sorted, Array.Sort);
        _ranks = rule == CombinationRule.Copeland
            ? [.. columns.Select((column, e) => Array.ConvertAll(column, v => Place(_sorted[e], v).Twice))]
            : [];
    }

    public int Estimators => _sorted.Length;

    public static FittedRanks Of(CombinationRule rule, double[][] columns, MissingScores missing)
    {
        if (columns.Any(c => c.Length != columns[0].Length))
        {
            throw new ArgumentException(
                $"Every estimator must have as many scores (were {string.Join(", ", columns.Select(c => c.Length))}).");
        }

        switch (missing)
        {
            case MissingScores.Worst:
                return new(
                    rule, missing, Array.ConvertAll(columns, c => Array.ConvertAll(c, v => double.IsNaN(v) ? double.NegativeInfinity : v)));
            case MissingScores.Fail when columns.Any(c => c.Any(double.IsNaN)):
                var estimator = Array.FindIndex(columns, c => c.Any(double.IsNaN));
                throw new InvalidOperationException(
                    $"Score {estimator} (counted from 0) is NaN in row {Array.FindIndex(columns[estimator], double.IsNaN)}; "
                    + "let missing scores be dropped or ranked worst, or score them again.");
            default:
                var rows = CompleteRows.Of(columns);
                return new(rule, missing, Array.ConvertAll(columns, c => rows.Take(c)));
        }
    }

    /// <summary>The combined score of one architecture.</summary>
    public double Combine(double[] scores)
    {
        for (var e = 0; e < scores.Length; e++)
        {
            if (double.IsNaN(scores[e]))
            {
                switch (_missing)
                {
                    case MissingScores.Worst:
                        scores[e] = double.NegativeInfinity;
                        break;
                    case MissingScores.Drop:
                        return double.NaN;
                    default:
                        throw new InvalidOperationException($"Score {e} (counted from 0) of an architecture to combine is NaN.");
                }
            }
        }

        return _rule switch
        {
            CombinationRule.Copeland => WinsLessLosses([.. scores.Select((v, e) => Place(_sorted[e], v).Twice)]),
            CombinationRule.Borda => scores.Select((v, e) => Place(_sorted[e], v).Rank / _sorted[e].Length).Average(),
            _ => scores.Select((v, e) => Math.Log(Place(_sorted[e], v).Rank / _sorted[e].Length)).Sum(),
        };
    }

    /// <summary>The rule and the fitted scores as text.</summary>
    public string Encode()
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            packed.Write([Version, (byte)_rule, (byte)_missing, (byte)_sorted.Length]);
            var columns = _rule == CombinationRule.Copeland ? Unranked() : _sorted;
            foreach (var column in columns)
            {
                packed.Write(MemoryMarshal.AsBytes<double>(column));
            }
        }

        return Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <exception cref="InvalidDataException">The text is damaged.</exception>
    public static FittedRanks Decode(string text)
    {
        using var bytes = new MemoryStream();
        try
        {
            using var packed = new BrotliStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            packed.CopyTo(bytes);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException)
        {
            throw new InvalidDataException($"The fitted combination of the model is damaged: {e.Message}", e);
        }

        var all = bytes.ToArray();
        var estimators = all.Length > 4 && all[0] == Version ? all[3] : 0;
        if (estimators == 0
            || (all.Length - 4) % (estimators * sizeof(double)) != 0
            || !Enum.IsDefined((CombinationRule)all[1])
            || !Enum.IsDefined((MissingScores)all[2]))
        {
            throw new InvalidDataException("The fitted combination of the model is damaged: its header does not fit its length.");
        }

        var values = MemoryMarshal.Cast<byte, double>(all.AsSpan(4));
        var rows = values.Length / estimators;
        var columns = new double[estimators][];
        for (var e = 0; e < estimators; e++)
        {
            columns[e] = values.Slice(e * rows, rows).ToArray();
        }

        return new((CombinationRule)all[1], (MissingScores)all[2], columns);
    }

    // Rank from 1 at the smallest value, equal ones sharing the mean; and twice that as a whole number.
    private static (double Rank, int Twice) Place(double[] sorted, double value)
    {
        int below = Bound(sorted, value, strictly: true), upTo = Bound(sorted, value, strictly: false);
        var twice = below + upTo + 1;
        return (twice / 2.0, twice);
    }

    private static int Bound(double[] sorted, double value, bool strictly)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || (!strictly && sorted[middle] == value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // Twice a mean rank tells where in the sorted column a row's value lies.
    private double[][] Unranked() => [.. _ranks.Select((column, e) => Array.ConvertAll(column, twice => _sorted[e][(twice - 1) / 2]))];

    private double WinsLessLosses(int[] places)
    {
        var rows = _ranks[0].Length;
        long balance = 0;
        var row = 0;
        for (; row <= rows - Vector<int>.Count; row += Vector<int>.Count)
        {
            Vector<int> higher = default, lower = default;
            for (var e = 0; e < places.Length; e++)
            {
                var others = new Vector<int>(_ranks[e], row);
                higher -= Vector.GreaterThan(new Vector<int>(places[e]), others);
                lower -= Vector.LessThan(new Vector<int>(places[e]), others);
            }

            var half = new Vector<int>(places.Length / 2); // a strict majority of m is more than floor(m / 2)
            balance += Vector.Sum(Vector.GreaterThan(lower, half) - Vector.GreaterThan(higher, half));
        }

        for (; row < rows; row++)
        {
            int higher = 0, lower = 0;
            for (var e = 0; e < places.Length; e++)
            {
                higher += places[e] > _ranks[e][row] ? 1 : 0;
                lower += places[e] < _ranks[e][row] ? 1 : 0;
            }

            balance += (2 * higher > places.Length ? 1 : 0) - (2 * lower > places.Length ? 1 : 0);
        }

        return balance;
    }
}
