using static System.FormattableString;

namespace NasPipelines.Trainers.Training;

/// <summary>
/// The learning rate as a function of progress and of the losses so far: nothing is kept between epochs, so that training can resume.
/// </summary>
public abstract class LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>Always the initial rate.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantRate();

    /// <summary>Half a cosine wave from the initial rate to a last one, step by step (Loshchilov and Hutter 2017).</summary>
    /// <param name="last">The rate at the end, as a share of the initial one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in [0, 1].</exception>
    public static LearningRateSchedule Cosine(double last = 0) =>
        last is >= 0 and <= 1
            ? new CosineRate(last)
            : throw new ArgumentOutOfRangeException(nameof(last), last, "the last rate must be in [0, 1]");

    /// <summary>
    /// The rate is multiplied by a factor whenever the training loss of an epoch has not fallen for more than some epochs: PyTorch's
    /// ReduceLROnPlateau with a relative threshold of 0.0001, as the published supernets use it.
    /// </summary>
    /// <param name="factor">In (0, 1).</param>
    /// <param name="patience">Epochs without a better loss that are put up with.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in (0, 1), or the patience is negative.</exception>
    public static LearningRateSchedule Plateau(double factor = 0.5, int patience = 30)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        return factor is > 0 and < 1
            ? new PlateauRate(factor, patience)
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, "the factor must be in (0, 1)");
    }

    /// <summary>The rate as a share of the initial one.</summary>
    /// <param name="progress">Share of all steps done, in [0, 1).</param>
    /// <param name="losses">Mean training loss of each epoch done.</param>
    internal abstract double Share(double progress, IReadOnlyList<double> losses);

    private sealed class ConstantRate : LearningRateSchedule
    {
        public override string ToString() => "constant";

        internal override double Share(double progress, IReadOnlyList<double> losses) => 1;
    }

    private sealed class CosineRate(double last) : LearningRateSchedule
    {
        public override string ToString() => Invariant($"cosine to {last}");

        internal override double Share(double progress, IReadOnlyList<double> losses) =>
            last + ((1 - last) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }

    private sealed class PlateauRate(double factor, int patience) : LearningRateSchedule
    {
        private const double Threshold = 1e-4;

        public override string ToString() => Invariant($"plateau, factor {factor}, patience {patience}");

        internal override double Share(double progress, IReadOnlyList<double> losses)
        {
            var (share, best, bad) = (1.0, double.PositiveInfinity, 0);
            foreach (var loss in losses)
            {
                var better = loss < best * (1 - Threshold);
                best = better ? loss : best;
                bad = better ? 0 : bad + 1;
                if (bad > patience)
                {
                    share *= factor;
                    bad = 0;
                }
            }

            return share;
        }
    }
}
