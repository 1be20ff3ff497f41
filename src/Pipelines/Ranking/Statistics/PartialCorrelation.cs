using NasPipelines.Scoring;

namespace NasPipelines.Ranking.Statistics;

/// <summary>The correlation that remains between two columns when others are held fixed, from the correlations of all pairs.</summary>
internal static class PartialCorrelation
{
    private const double Explained = 1e-9;

    /// <summary>The correlation, or 0 where a column is constant and so explains nothing.</summary>
    public static double OrZero(Func<RankedColumn, RankedColumn, double> correlate, RankedColumn a, RankedColumn b) =>
        a.Distinct > 1 && b.Distinct > 1 ? correlate(a, b) : 0;

    /// <summary>The partial correlation of scores and truth.</summary>
    /// <param name="scores">Correlations of the scores with the truth (entry 0) and the controls.</param>
    /// <param name="others">Correlations between the truth (row 0) and the controls.</param>
    public static ScoreValue Of(ReadOnlySpan<double> scores, double[,] others)
    {
        var n = others.GetLength(0);
        var r = new double[n + 1, n + 1]; // scores in the last row
        r[n, n] = 1;
        for (var i = 0; i < n; i++)
        {
            r[n, i] = r[i, n] = scores[i];
            for (var j = 0; j < n; j++)
            {
                r[i, j] = others[i, j];
            }
        }

        for (var control = 1; control < n; control++)
        {
            SweepOut(r, control);
        }

        return r[n, n] < Explained ? ScoreValue.Missing("the controls explain the scores completely")
            : r[0, 0] < Explained ? ScoreValue.Missing("the controls explain the truth completely")
            : Math.Clamp(r[n, 0] / Math.Sqrt(r[n, n] * r[0, 0]), -1, 1);
    }

    private static void SweepOut(double[,] r, int control)
    {
        var pivot = r[control, control];
        if (pivot < Explained)
        {
            return; // the controls before it already say the same
        }

        var size = r.GetLength(0);
        var column = new double[size];
        for (var i = 0; i < size; i++)
        {
            column[i] = r[i, control];
        }

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                r[i, j] -= column[i] * column[j] / pivot;
            }
        }
    }
}
