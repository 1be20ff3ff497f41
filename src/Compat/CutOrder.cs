using NasPipelines.Ranking;

namespace NasPipelines.Compat;

/// <summary>The criteria on the top and bottom k as aw_nas and NASLib compute them: one order of the ties, NumPy's.</summary>
internal sealed class CutOrder
{
    /// <summary>Why its figures differ from expectations over the orders of ties.</summary>
    public const string Ties = "there NumPy's unstable sort breaks ties, here the value is the expectation over random orders";

    private readonly double[] _truth;
    private readonly double[] _scores;
    private readonly int[] _byScore;
    private readonly int[] _trueRank;

    public CutOrder(double[] truth, double[] scores)
    {
        (_truth, _scores) = (truth, scores);
        _byScore = NumpyArgsort.Descending(scores);
        _trueRank = new int[truth.Length];
        var byTruth = NumpyArgsort.Descending(truth);
        for (var place = 0; place < byTruth.Length; place++)
        {
            _trueRank[byTruth[place]] = place;
        }
    }

    public double PrecisionAtTop(int k) => Top(k).Count(row => _trueRank[row] < k) / (double)k;

    public double PrecisionAtBottom(int k) => Bottom(k).Count(row => _trueRank[row] >= _truth.Length - k) / (double)k;

    public double BestRank(int k) => (Top(k).Min(row => _trueRank[row]) + 1.0) / _truth.Length;

    public double WorstRank(int k) => (Top(k).Max(row => _trueRank[row]) + 1.0) / _truth.Length;

    public double KendallAtTop(int k) => Kendall(Top(k));

    public double KendallAtBottom(int k) => Kendall(Bottom(k));

    private ArraySegment<int> Top(int k) => new(_byScore, 0, Math.Min(k, _byScore.Length));

    private ArraySegment<int> Bottom(int k) => new(_byScore, _byScore.Length - k, k);

    private double Kendall(ArraySegment<int> rows) =>
        Criteria.Get("kendall").Evaluate([.. rows.Select(row => _truth[row])], [.. rows.Select(row => _scores[row])]).Value;
}
