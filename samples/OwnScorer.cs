using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Networks;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;

namespace NasPipelines.Samples;

/// <summary>Scores architectures with a scorer of your own, which keeps a journal like any other.</summary>
internal static class OwnScorer
{
    public static void Run(string[] args, TextWriter output)
    {
        var journalFile = args[0];
        #region own-scorer
        var nas = new MLContext(seed: 1).Nas();
        var architectures = nas.Data.Sample("nasbench201", count: 3, seed: 1);

        using var journal = ScoreJournal.Open(journalFile);
        using var stage = nas.Transforms
            .Score(new Roofline(SearchSpaces.NasBench201, gigaflops: 150, gigabytes: 20), new() { Journal = journal })
            .Fit(architectures);
        foreach (var score in stage.Transform(architectures).GetColumn<double>("roofline"))
        {
            output.WriteLine($"{-score:F4} ms");
        }

        output.WriteLine($"{stage.Evaluations} computed");
        #endregion
    }
}

#region own-scorer-definition
/// <summary>
/// Milliseconds of an image on a device that computes and reads at the same time: the longer of operations over speed and of bytes of
/// weights over bandwidth (Williams et al. 2009). Lower is better.
/// </summary>
public sealed class Roofline(SearchSpace space, double gigaflops, double gigabytes) : Scorer
{
    public override SearchSpace Space => space;

    public override IReadOnlyList<ScoreColumn> Columns { get; } = [new("roofline", ScoreDirection.LowerIsBetter)];

    public override string Provenance => JsonSerializer.Serialize(new { kind = "roofline/1", space = space.Name, gigaflops, gigabytes });

    // All that a score depends on: nothing of the run is in the provenance.
    public override string IdentityOf(int column) => Provenance;

    public override ScoreRow Score(Architecture architecture, ScoringContext context)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        context.CancellationToken.ThrowIfCancellationRequested();

        // Functionally equal architectures share a score, so one of them is counted for all, without what does not reach the output.
        var cost = space.Cost(space.Representative(architecture), new NetworkOptions { DropDeadEdges = true });
        return cost.Macs == 0
            ? throw new ScoringException("nothing is computed")
            : new ScoreRow([1e3 * Math.Max(2 * cost.Macs / (1e9 * gigaflops), 4 * cost.Parameters / (1e9 * gigabytes))]);
    }
}
#endregion
