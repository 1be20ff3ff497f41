using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Scoring;

/// <summary>
/// The stage as a chain of ML.NET's own public stages, which gives it schema propagation, saving and loading: constants carry the options, a custom
/// mapping computes a score.
/// </summary>
internal static class ScoringChain
{
    public static IEstimator<ITransformer> Create(MLContext context, IArchitectureScorer scorer, string architectureColumn, string? statusColumn)
    {
        var transforms = context.Transforms;
        IEstimator<ITransformer> chain = transforms.CopyColumns(ScoringColumns.Architecture, architectureColumn)
            .Append(transforms.Expression(ScoringColumns.Specification, Constant(scorer.Specification), ScoringColumns.Architecture));
        foreach (var score in scorer.Scores)
        {
            chain = chain
                .Append(transforms.Expression(ScoringColumns.Score, Constant(score.Name), ScoringColumns.Architecture))
                .Append(transforms.CustomMapping(new ScoreMapping().GetMapping(), ScoreMapping.Contract))
                .Append(transforms.CopyColumns(score.Name, ScoringColumns.Value));
        }

        if (statusColumn is not null)
        {
            chain = chain
                .Append(transforms.Expression(ScoringColumns.Score, Constant(string.Empty), ScoringColumns.Architecture))
                .Append(transforms.CustomMapping(new StatusMapping().GetMapping(), StatusMapping.Contract))
                .Append(transforms.CopyColumns(statusColumn, ScoringColumns.Status));
        }

        var working = ScoringColumns.All.Where(c => statusColumn is not null || c != ScoringColumns.Status);
        return chain.Append(transforms.DropColumns([.. working]));
    }

    // Specifications are made of characters that need no escape in an expression.
    private static string Constant(string text) => $"a => \"{text}\"";
}
