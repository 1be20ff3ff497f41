namespace NasPipelines;

/// <summary>The criteria on the top and bottom k as aw_nas and NASLib compute them: one order of the ties, NumPy's.</summary>
internal sealed class CutOrder
{
    private readonly double[] scores;
    private readonly double[] truth;
    private readonly int[] byScore;
    private readonly int[] trueRank;

    public CutOrder(double[] scores, double[] truth)
    {
        (this.scores, this.truth) = (scores, truth);
        byScore = NumpyArgsort.Descending(scores);
        trueRank = new int[truth.Length];
        var byTruth = NumpyArgsort.Descending(truth);
        for (var place = 0; place < byTruth.Length; place++)
        {
            trueRank[byTruth[place]] = place;
        }
    }

    public double PrecisionAtTop(int k) => Top(k).Count(row => trueRank[row] < k) / (double)k;

    public double PrecisionAtBottom(int k) => Bottom(k).Count(row => trueRank[row] >= truth.Length - k) / (double)k;

    public double BestRank(int k) => (Top(k).Min(row => trueRank[row]) + 1.0) / truth.Length;

    public double WorstRank(int k) => (Top(k).Max(row => trueRank[row]) + 1.0) / truth.Length;

    public double KendallAtTop(int k) => Kendall(Top(k));

    public double KendallAtBottom(int k) => Kendall(Bottom(k));

    private ArraySegment<int> Top(int k) => new(byScore, 0, Math.Min(k, byScore.Length));

    private ArraySegment<int> Bottom(int k) => new(byScore, byScore.Length - k, k);

    private double Kendall(ArraySegment<int> rows) =>
        new KendallTauB().Evaluate([.. rows.Select(row => scores[row])], [.. rows.Select(row => truth[row])]).Value;
}
