using System.Numerics.Tensors;
using NasPipelines.Scoring;

namespace NasPipelines.OneShot;

/// <summary>How well a network does on a batch; neither is a number where an output of the network is none.</summary>
/// <param name="Samples">Images in the batch.</param>
/// <param name="Accuracy">Share of images whose largest logit is their label's; the first of equal logits counts.</param>
/// <param name="Loss">Mean cross-entropy.</param>
internal readonly record struct BatchScore(int Samples, double Accuracy, double Loss)
{
    /// <summary>The score of logits, [samples, classes].</summary>
    public static BatchScore Of(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels)
    {
        var (classes, correct, loss) = (logits.Length / labels.Length, 0, 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            var own = logits.Slice(i * classes, classes);
            if (!float.IsFinite(TensorPrimitives.Max(own)) || !float.IsFinite(TensorPrimitives.Min(own)))
            {
                return new(labels.Length, double.NaN, double.NaN);
            }

            var (best, sum) = (0, 0.0);
            for (var c = 1; c < classes; c++)
            {
                best = own[c] > own[best] ? c : best;
            }

            foreach (var logit in own)
            {
                sum += Math.Exp((double)logit - own[best]);
            }

            correct += best == labels[i] ? 1 : 0;
            loss += Math.Log(sum) + own[best] - own[(int)labels[i]];
        }

        return new(labels.Length, (double)correct / labels.Length, loss / labels.Length);
    }

    /// <summary>A value of a batch, or why there is none.</summary>
    public static ScoreValue Value(double value) =>
        double.IsNaN(value) ? ScoreValue.Missing("the network's outputs are not finite numbers") : value;

    /// <summary>The mean over batches: weighted by their sizes, or not.</summary>
    public static ScoreValue Mean(IReadOnlyList<BatchScore> batches, Func<BatchScore, double> value, bool weighted) =>
        Value(batches.Sum(b => value(b) * (weighted ? b.Samples : 1)) / batches.Sum(b => weighted ? b.Samples : 1));
}
