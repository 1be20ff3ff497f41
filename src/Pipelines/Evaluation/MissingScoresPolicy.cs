namespace NasPipelines;

/// <summary>Applies a <see cref="MissingScores"/> policy.</summary>
internal static class MissingScoresPolicy
{
    /// <summary>The sample that criteria see, and the number of rows without a score.</summary>
    /// <param name="name">The score, for messages.</param>
    /// <param name="scores">The scores, NaN where missing.</param>
    /// <param name="truth">The truth, never NaN.</param>
    /// <param name="policy">What to do.</param>
    /// <exception cref="InvalidOperationException">A score is missing and the policy is to fail, or none is there.</exception>
    public static (RankedSample Sample, int Missing) Apply(string name, ReadOnlySpan<double> scores, RankedColumn truth, MissingScores policy)
    {
        var missing = 0;
        foreach (var score in scores)
        {
            missing += double.IsNaN(score) ? 1 : 0;
        }

        if (missing == 0)
        {
            return (new(RankedColumn.Of(scores), truth), 0);
        }

        if (missing == scores.Length)
        {
            throw new InvalidOperationException($"Every value of the score '{name}' is NaN: there is nothing to rank.");
        }

        return policy switch
        {
            MissingScores.Drop => (Present(scores, truth.Values, scores.Length - missing), missing),
            MissingScores.Worst => (new(RankedColumn.Of(Worst(scores)), truth), missing),
            _ => throw new InvalidOperationException(
                $"The score '{name}' is NaN in {missing} of {scores.Length} rows, first in row {FirstMissing(scores)}; let them be dropped or ranked worst, or score them again."),
        };
    }

    private static RankedSample Present(ReadOnlySpan<double> scores, ReadOnlySpan<double> truth, int count)
    {
        double[] keptScores = new double[count], keptTruth = new double[count];
        for (int row = 0, to = 0; row < scores.Length; row++)
        {
            if (!double.IsNaN(scores[row]))
            {
                (keptScores[to], keptTruth[to]) = (scores[row], truth[row]);
                to++;
            }
        }

        return RankedSample.Of(keptScores, keptTruth);
    }

    private static double[] Worst(ReadOnlySpan<double> scores)
    {
        var replaced = scores.ToArray();
        foreach (ref var score in replaced.AsSpan())
        {
            score = double.IsNaN(score) ? double.NegativeInfinity : score;
        }

        return replaced;
    }

    private static int FirstMissing(ReadOnlySpan<double> scores)
    {
        var row = 0;
        while (!double.IsNaN(scores[row]))
        {
            row++;
        }

        return row;
    }
}
