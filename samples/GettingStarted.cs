using Microsoft.ML;
using NasPipelines.Images;

namespace NasPipelines.Samples;

/// <summary>The pipeline of the README: loads a benchmark, scores it, judges the scores, saves both.</summary>
internal static class GettingStarted
{
    public static void Run(string[] args, TextWriter output)
    {
        var (table, imageFolder, scoredFile, modelFile) = (args[0], args[1], args[2], args[3]);

        #region getting-started
        var ml = new MLContext(seed: 1);
        var nas = ml.Nas();

        IDataView architectures = nas.Data.SampleRows(nas.Data.LoadBenchmark(table), count: 20, seed: 1);
        var pipeline = nas.Transforms.Complexity()
            .Append(nas.Transforms.ZeroShot(
                ["synflow", "relu_logdet"], new() { Images = ImageSet.Load(imageFolder), BatchSize = 16, Seed = 20 }))
            .Append(nas.Transforms.EvaluateRanking("c10_test_200", "params", "synflow", "relu_logdet"));

        using var model = pipeline.Fit(architectures);
        output.WriteLine(model.LastTransformer.Metrics);
        nas.Data.SaveAsParquet(model.Transform(architectures), scoredFile);
        ml.Model.Save(model, architectures.Schema, modelFile);
        #endregion
    }
}
