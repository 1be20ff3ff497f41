using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Correlation of input Jacobians within classes: EPE-NAS (Lopes et al., ICANN 2021, with the cases of its published code). For each class
/// in the batch s = Σ over all entries, diagonal included, of log(|correlation| + k), k = 10⁻⁵, of the correlation matrix of the Jacobians
/// of its samples; a class of one sample has the matrix (1). Networks of up to 100 classes: Σ |s|. Larger ones: s is divided by the number
/// of samples of the class, classes of one sample are left out, and the score is Σ over ordered pairs of classes |s − s′| / number of
/// classes left.
/// </summary>
/// <example>
/// Classes A, A, B; Jacobians (1, 0, 0), (0, 1, 0), (1, 2, 4): A's two correlate by −½, so s = 2 log 1.00001 + 2 log 0.50001 = −1.386234;
/// B's s = log 1.00001 = 0.00001; score 1.386244.
/// </example>
internal sealed class EpeNas : ZeroShotProxy
{
    private const double K = 1e-5;
    private const int ManyClasses = 100;

    public override string Name => "epe_nas";

    public override string Description => "correlation of input Jacobians within classes, EPE-NAS (Lopes et al. 2021)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.InputJacobian | ZeroShotNeeds.Labels;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var samples = observations.Samples;
        var many = observations.Logits.Length / samples > ManyClasses;
        var columns = observations.InputJacobian.Length / samples;
        var scores = new List<double>();
        foreach (var members in Enumerable.Range(0, samples).GroupBy(i => observations.Labels.Span[i]))
        {
            var rows = members.SelectMany(i => observations.InputJacobian.Slice(i * columns, columns).ToArray()).ToArray();
            var correlation = Correlation.OfRows(rows, members.Count());
            if (correlation is null)
            {
                return ScoreValue.Missing("the input Jacobian of a sample is constant, so it has no correlation with others");
            }

            if (!many || members.Count() > 1)
            {
                var score = correlation.Sum(r => Math.Log(Math.Abs(r) + K));
                scores.Add(many ? score / members.Count() : score);
            }
        }

        return !many ? scores.Sum(Math.Abs)
            : scores.Count > 0 ? scores.Sum(s => scores.Sum(t => Math.Abs(s - t))) / scores.Count
            : ScoreValue.Missing($"no class has two samples in the batch, which networks of more than {ManyClasses} classes need");
    }
}
