using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Scoring;

namespace NasPipelines.Analyses;

/// <summary>
/// The architectures that are not dominated: none is at least as good by score and by cost, and better by one of them. Equal ones are all
/// in it.
/// </summary>
/// <example>Scores 1, 3, 2 at costs 1, 2, 2: the first two are not dominated; the third costs as much as the second and is worse.</example>
public sealed class ParetoSet : AnalysisResult
{
    private ParetoSet(string score, string cost, int count, ImmutableArray<ParetoMember> members, int missing, ScoreValue recall) =>
        (ScoreName, CostName, Count, Members, Missing, Recall) = (score, cost, count, members, missing, recall);

    /// <summary>The column of scores.</summary>
    public string ScoreName { get; }

    /// <summary>The column of costs.</summary>
    public string CostName { get; }

    /// <summary>Number of architectures with both.</summary>
    public int Count { get; }

    /// <summary>The members, the cheapest first.</summary>
    public ImmutableArray<ParetoMember> Members { get; }

    /// <summary>
    /// The share of the truly not dominated architectures, by truth and cost, that are members; undefined without a truth.
    /// </summary>
    public ScoreValue Recall { get; }

    /// <summary>The set of columns.</summary>
    /// <param name="architectures">The architectures as written.</param>
    /// <param name="score">The scores, with their name; higher is better.</param>
    /// <param name="cost">The costs, with their name.</param>
    /// <param name="truth">True quality; null where there is none.</param>
    /// <exception cref="ArgumentException">No row has all values, or costs are of both signs.</exception>
    internal static ParetoSet Compute(
        IReadOnlyList<string> architectures, KeyValuePair<string, double[]> score, KeyValuePair<string, double[]> cost, double[]? truth)
    {
        var costs = LowerIsBetter(cost);
        var rows = truth is null ? CompleteRows.Of(score.Value, costs) : CompleteRows.Of(score.Value, costs, truth);
        var members = NotDominated(rows.Kept, score.Value, costs);
        var real = truth is null ? null : NotDominated(rows.Kept, truth, costs);
        var found = real?.Intersect(members).Count();
        return new(
            score.Key,
            cost.Key,
            rows.Kept.Length,
            [.. members.Select(row => new ParetoMember(architectures[row], score.Value[row], costs[row]))],
            rows.Missing,
            real is null ? ScoreValue.Missing("no true quality was named") : (double)found!.Value / real.Count);
    }

    /// <summary>
    /// Costs as they are, lower is better: a column in which none is above zero is one of scores, which are negated where lower is better.
    /// </summary>
    /// <exception cref="ArgumentException">Costs are of both signs.</exception>
    internal static double[] LowerIsBetter(KeyValuePair<string, double[]> cost)
    {
        var (positive, negative) = (Array.Exists(cost.Value, c => c > 0), Array.Exists(cost.Value, c => c < 0));
        return positive && negative
            ? throw new ArgumentException(
                $"The cost column '{cost.Key}' must be of one sign: costs, or costs negated as score columns have them "
                    + $"(was from {Text(cost.Value.Where(c => !double.IsNaN(c)).Min())} to "
                    + $"{Text(cost.Value.Where(c => !double.IsNaN(c)).Max())}).")
            : negative ? Array.ConvertAll(cost.Value, c => 0 - c)
            : cost.Value;
    }

    /// <summary>The members, the cheapest first.</summary>
    private protected override string Print() => string.Join(
        Environment.NewLine,
        Members.Select(m => $"  {Text(m.Cost)}  {Text(m.Score)}  {m.Architecture}").Prepend(
            $"{Members.Length} of {Count} architectures are not dominated by {ScoreName} and {CostName}"
                + (Recall.IsDefined ? string.Create(CultureInfo.InvariantCulture, $", {Recall.Value:P0} of the truly not dominated") : "")
                + $"; {CostName}, {ScoreName}, architecture:"));

    // From the cheapest on, and of equal cost from the best on: what is better than all before it, or equal to the last of them.
    private static List<int> NotDominated(int[] rows, double[] scores, double[] costs)
    {
        List<int> kept = [];
        foreach (var row in rows.OrderBy(row => costs[row]).ThenByDescending(row => scores[row]))
        {
            if (kept.Count == 0 || scores[row] > scores[kept[^1]]
                || (scores[row].Equals(scores[kept[^1]]) && costs[row].Equals(costs[kept[^1]])))
            {
                kept.Add(row);
            }
        }

        return kept;
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
