using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.ML;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Numerics;
using NasPipelines.Scoring;

namespace NasPipelines.Uncertainty;

/// <summary>
/// The order of estimators by Kendall's tau, found by scoring architectures in random order until it is settled at a confidence.
/// </summary>
/// <remarks>
/// After each batch every pair of scores has an interval for its difference that holds at all times at once, with the error divided by the
/// number of pairs; the order is settled when none of them holds 0, but for scores that rank all that was scored alike. The intervals
/// are those of large samples; simulations of 1,000 runs with estimators equal or close to each other check that a wrong order is called
/// settled in at most 5 %. Architectures that lack a truth or a score are left out.
/// </remarks>
/// <threadsafety>Immutable.</threadsafety>
public sealed class AnytimeRanking : PrintedResult
{
    private readonly AnytimeRankingOptions _options;

    private AnytimeRanking(IReadOnlyList<string> names, AnytimeState state, int rows, AnytimeRankingOptions options)
    {
        (_options, Of, Scored, Missing, IsSettled, Pairs) = (options, rows, state.Rows, state.Missing, state.IsSettled, state.Pairs);
        Order = [.. state.Order.Select(s => KeyValuePair.Create(names[s], state.Taus[s]))];
    }

    /// <summary>Number of architectures that were scored and have all scores and a truth.</summary>
    public int Scored { get; }

    /// <summary>Number of architectures there are.</summary>
    public int Of { get; }

    /// <summary>Number of architectures that were drawn and left out for want of a truth or a score.</summary>
    public int Missing { get; }

    /// <summary>Whether the order, or the set of the top, was settled before architectures ran out.</summary>
    public bool IsSettled { get; }

    /// <summary>The scores with their tau-b on what was scored, best first.</summary>
    public ImmutableArray<KeyValuePair<string, double>> Order { get; }

    /// <summary>Every pair of scores.</summary>
    public ImmutableArray<AnytimePair> Pairs { get; }

    internal static AnytimeRanking Compute(
        IDataView data, string truth, IReadOnlyList<string> scores, AnytimeRankingOptions options, RunOptions? run)
    {
        options.Validate(scores.Count);
        run?.Validate();
        var rows = Count(data);
        return Compute(scores, rows, options, run, batch =>
        {
            var keep = new bool[rows];
            Array.ForEach(batch, row => keep[row] = true);
            IDataView drawn = new KeptRowsView(data, keep);
            foreach (var scorer in options.Scorers)
            {
                scorer.ScoreAll(drawn, run?.Telling(null));
            }

            return NumericColumns.Read(drawn, [truth, .. scores]);
        });
    }

    /// <summary>Ranks columns that are known: how many architectures would have been enough.</summary>
    /// <param name="truth">The true quality, one per architecture, higher is better; NaN leaves a row out.</param>
    /// <param name="scores">The scores by name, at least two; NaN leaves a row out.</param>
    /// <param name="options">Confidence, top, seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">Lengths differ, or an option is wrong.</exception>
    public static AnytimeRanking Compute(
        double[] truth, IReadOnlyList<KeyValuePair<string, double[]>> scores, AnytimeRankingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(scores);
        options ??= new();
        options.Validate(scores.Count);
        if (scores.FirstOrDefault(s => s.Value.Length != truth.Length) is { Key: not null } other)
        {
            throw new ArgumentException(
                $"The score '{other.Key}' has {other.Value.Length} rows and the truth {truth.Length}; they must be equal.");
        }

        return Compute([.. scores.Select(s => s.Key)], truth.Length, options, null, batch =>
            [.. scores.Select(s => s.Value).Prepend(truth).Select(column => Array.ConvertAll(batch, row => column[row]))]);
    }

    private static AnytimeRanking Compute(
        IReadOnlyList<string> names, int rows, AnytimeRankingOptions options, RunOptions? run, Func<int[], double[][]> read)
    {
        var (order, state, start) = (Shuffled(rows, options.Seed), new AnytimeState(names, options), Stopwatch.GetTimestamp());
        for (var done = 0; done < rows && !state.IsSettled;)
        {
            run?.CancellationToken.ThrowIfCancellationRequested();
            var size = Math.Min(rows - done, done == 0 ? options.First : Math.Max(5, done / 40));
            var columns = read(order[done..(done + size)]);
            for (var row = 0; row < size; row++)
            {
                state.Add(columns[0][row], s => columns[s + 1][row]);
            }

            state.Look();
            done += size;
            var rate = done / Math.Max(1e-9, Stopwatch.GetElapsedTime(start).TotalSeconds);
            run?.Progress?.Report(new(done, rows, rate, TimeSpan.FromSeconds((rows - done) / rate), "until the order is settled"));
        }

        return new(names, state, rows, options);
    }

    /// <summary>The order, what is settled, and the pairs that are not.</summary>
    private protected override string Print()
    {
        var what = _options.Top is { } top ? $"set of the top {top}" : "order";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"The {what} of {Order.Length} scores is {(IsSettled ? "" : "not ")}settled ")
            .Append(CultureInfo.InvariantCulture, $"at {_options.Confidence * 100:0.##} % after {Scored} of {Of} architectures")
            .AppendLine(Missing > 0 ? FormattableString.Invariant($"; {Missing} lack a truth or a score") : "");
        foreach (var (place, (name, tau)) in Order.Select((o, place) => (place + 1, o)))
        {
            var shown = double.IsNaN(tau) ? "–" : tau.ToString("F3", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{place,3}  {name}  KD {shown}").AppendLine();
        }

        foreach (var pair in Pairs.Where(p => !p.IsApart))
        {
            text.Append(pair.IsSame ? $"the same ranking: {pair.First} and {pair.Second}" : $"not told apart: {pair}").AppendLine();
        }

        return text.ToString();
    }

    private static int Count(IDataView data)
    {
        if (data.GetRowCount() is { } known)
        {
            return checked((int)known);
        }

        var rows = 0;
        using var cursor = data.GetRowCursor([]);
        while (cursor.MoveNext())
        {
            rows++;
        }

        return rows;
    }

    private static int[] Shuffled(int rows, long seed)
    {
        var random = new SplitMix64(SplitMix64.Mix((ulong)seed) + Fnv1a.Hash("anytime ranking"));
        int[] order = [.. Enumerable.Range(0, rows)];
        for (var i = rows - 1; i > 0; i--)
        {
            var j = (int)random.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
