using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Spaces;

namespace NasPipelines.Samples;

/// <summary>
/// An ML.NET application with a pipeline of its own, in the middle of which scores are added: they are features of its regression.
/// </summary>
internal static class ExistingApp
{
    public static void Run(string[] args, TextWriter output)
    {
        #region existing-app
        var ml = new MLContext(seed: 1);
        var measured = ml.Data.TrainTestSplit(
            ml.Data.LoadFromTextFile<Measured>(args[0], ',', hasHeader: true), testFraction: 0.3, seed: 1);

        string[] scores = ["params", "flops", "relu"];
        var pipeline = ml.Transforms.CopyColumns("Label", nameof(Measured.Accuracy))
            .Append(ml.Nas().Transforms.ZeroShot(scores, new() { SearchSpace = SearchSpaces.NasBench201 }))
            .Append(ml.Transforms.Conversion.ConvertType([.. scores.Select(s => new InputOutputColumnPair(s))], DataKind.Single))
            .Append(ml.Transforms.Concatenate("Features", scores))
            .Append(ml.Transforms.NormalizeMeanVariance("Features"))
            .Append(ml.Regression.Trainers.Sdca());

        using var model = pipeline.Fit(measured.TrainSet);
        output.WriteLine($"R2 {ml.Regression.Evaluate(model.Transform(measured.TestSet)).RSquared:F3}");
        #endregion
    }

    #region existing-app-row
    private sealed class Measured
    {
        [LoadColumn(0)]
        public string Architecture { get; set; } = string.Empty;

        [LoadColumn(1)]
        public float Accuracy { get; set; }
    }
    #endregion
}
