using System.Collections.Immutable;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Compat;

/// <summary>Figures of one score, collected as a published implementation lists them.</summary>
/// <param name="truth">The true quality.</param>
/// <param name="scores">The scores, NaN where there is none.</param>
/// <param name="published">The scores as that implementation fills them in.</param>
internal sealed class Figures(double[] truth, double[] scores, double[] published)
{
    private readonly List<(string Name, double Published, Criterion Criterion, string Reason)> _rows = [];

    /// <summary>Adds a figure.</summary>
    public void Add(string name, double value, Criterion criterion, string reason) => _rows.Add((name, value, criterion, reason));

    /// <summary>Adds a figure that is one of our criteria on the scores as filled in.</summary>
    public void Add(string name, string criterion, string reason) =>
        Add(name, Published(criterion, published), Criteria.Get(criterion), reason);

    /// <summary>One of our criteria on other scores.</summary>
    public double Published(string criterion, double[] filled) => Criteria.Get(criterion).Evaluate(truth, filled).Value;

    /// <summary>The figures, with our own beside them.</summary>
    /// <exception cref="InvalidOperationException">A truth is NaN, or every score is.</exception>
    public ImmutableArray<CompatDifference> Compare()
    {
        var here = RankingEvaluation.Compute(
            "truth", truth, [new("score", scores)], new() { Criteria = [.. _rows.Select(r => r.Criterion)] })[0];
        var values = here.Values.ToLookup(v => v.Key.Label, v => v.Value.Value); // one criterion may be behind several figures
        return [.. _rows.Select(r => new CompatDifference(r.Name, r.Published, values[r.Criterion.Label].First(), r.Reason))];
    }
}
