using System.Collections.Immutable;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Uncertainty;

/// <summary>What is known of the order of scores after some architectures; grows by batches.</summary>
/// <param name="names">The scores.</param>
/// <param name="options">When the order is settled.</param>
internal sealed class AnytimeState(IReadOnlyList<string> names, AnytimeRankingOptions options)
{
    private readonly List<double> _truth = [];
    private readonly List<double>[] _scores = [.. names.Select(_ => new List<double>())];
    private readonly ConfidenceSequence _sequence = new((1 - options.Confidence) / (names.Count * (names.Count - 1) / 2.0));
    private readonly (double Low, double High)[,] _ends = Everything(names.Count);

    public int Rows => _truth.Count;

    /// <summary>Rows that were left out because a truth or score is missing.</summary>
    public int Missing { get; private set; }

    /// <summary>Whether the order, or the set of the top, is settled at the last look.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Tau of each score at the last look.</summary>
    public double[] Taus { get; private set; } = [.. names.Select(_ => double.NaN)];

    public ImmutableArray<AnytimePair> Pairs { get; private set; } = [];

    /// <summary>The scores, best first.</summary>
    public int[] Order => [.. Enumerable.Range(0, names.Count).OrderByDescending(s => double.IsNaN(Taus[s]) ? -2 : Taus[s])];

    public void Add(double truth, Func<int, double> score)
    {
        if (double.IsNaN(truth) || Enumerable.Range(0, names.Count).Any(s => double.IsNaN(score(s))))
        {
            Missing++;
            return;
        }

        _truth.Add(truth);
        for (var s = 0; s < names.Count; s++)
        {
            _scores[s].Add(score(s));
        }
    }

    /// <summary>Looks at what is there.</summary>
    public void Look()
    {
        if (Rows < 2)
        {
            return;
        }

        var truth = RankedColumn.Over([.. _truth]);
        RankedColumn[] columns = [.. _scores.Select(s => RankedColumn.Over([.. s]))];
        KendallInfluence[] influences = [.. columns.Select(c => KendallInfluence.Of(new(truth, c)))];
        Taus = [.. influences.Select(i => i.Tau)];
        List<AnytimePair> pairs = [];
        for (var a = 0; a < names.Count; a++)
        {
            for (var b = a + 1; b < names.Count; b++)
            {
                Narrow(influences[a], influences[b], ref _ends[a, b]);
                pairs.Add(new(
                    names[a], names[b], Taus[a] - Taus[b], _ends[a, b], columns[a].Ranks.SequenceEqual(columns[b].Ranks)));
            }
        }

        Pairs = [.. pairs];
        IsSettled = Rows >= options.First && !Taus.Any(double.IsNaN) && Decisive().All(p => p.IsApart);
    }

    // The interval at hand and all before hold at once, so that what they have in common does; where they have nothing, the last one
    // counts.
    private void Narrow(KendallInfluence a, KendallInfluence b, ref (double Low, double High) ends)
    {
        var difference = a.Tau - b.Tau;
        double squares = 0;
        for (var row = 0; row < a.Values.Length; row++)
        {
            squares += (a.Values[row] - b.Values[row]) * (a.Values[row] - b.Values[row]);
        }

        var reach = _sequence.Reach(Math.Sqrt(squares / (Rows - 2.0)), Rows);
        if (double.IsNaN(difference) || Rows < options.First || !double.IsFinite(reach))
        {
            return;
        }

        var (low, high) = (Math.Max(ends.Low, difference - reach), Math.Min(ends.High, difference + reach));
        ends = low <= high ? (low, high) : (Math.Max(-2, difference - reach), Math.Min(2, difference + reach));
    }

    // Pairs whose order matters: all but those that rank alike, or those of which one is in the top and one is not.
    private IEnumerable<AnytimePair> Decisive()
    {
        if (options.Top is not { } top)
        {
            return Pairs.Where(p => !p.IsSame);
        }

        var inside = Order.Take(top).Select(s => names[s]).ToHashSet();
        return Pairs.Where(p => inside.Contains(p.First) != inside.Contains(p.Second));
    }

    private static (double Low, double High)[,] Everything(int count)
    {
        var ends = new (double Low, double High)[count, count];
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
            {
                ends[a, b] = (-2, 2);
            }
        }

        return ends;
    }
}
