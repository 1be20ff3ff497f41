using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Samples;

/// <summary>Uses a saved model in another application: loads it and predicts the given architectures.</summary>
internal static class Predict
{
    public static void Run(string[] args, TextWriter output)
    {
        #region predict
        var ml = new MLContext();
        var model = ml.Model.Load(args[0], out _);
        var architectures = ml.Data.LoadFromEnumerable(args[1..].Select(a => new Candidate { Architecture = a }));
        foreach (var accuracy in model.Transform(architectures).GetColumn<float>("Score"))
        {
            output.WriteLine($"{accuracy:R}");
        }
        #endregion
    }

    private sealed class Candidate
    {
        public string Architecture { get; set; } = string.Empty;

        public float Truth { get; set; }
    }
}
