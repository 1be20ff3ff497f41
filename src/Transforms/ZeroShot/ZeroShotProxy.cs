using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.ZeroShot;

/// <summary>
/// A zero-shot estimator: a formula over what was measured on an untrained network. A new one is one class and one line in
/// <see cref="ZeroShotProxies.All"/>; one of your own can be passed to the stage without being listed.
/// </summary>
/// <threadsafety>Implementations are stateless.</threadsafety>
public abstract class ZeroShotProxy
{
    /// <summary>The paper's name, lower case; the name of the score column.</summary>
    public abstract string Name { get; }

    /// <summary>What it measures, with its reference.</summary>
    public abstract string Description { get; }

    /// <summary>Which raw values are better.</summary>
    public virtual ScoreDirection Direction => ScoreDirection.HigherIsBetter;

    /// <summary>What it reads.</summary>
    public abstract ZeroShotNeeds Needs { get; }

    /// <summary>Whether it can be computed on images only.</summary>
    public bool NeedsImages => (Needs & ZeroShotEngine.OfImages) != 0;

    /// <summary>Whether it reads the classes of the images.</summary>
    public bool NeedsLabels => (Needs & NeedSets.OfLabels) != 0;

    /// <summary>Whether nothing is differentiated for it: forward passes suffice.</summary>
    public bool IsForwardOnly => (Needs & ~NeedSets.ForwardOnly) == 0;

    /// <summary>
    /// Whether the value depends on the encoding rather than on the function, so that functionally equal architectures are computed one by
    /// one.
    /// </summary>
    public virtual bool DependsOnEncoding => false;

    /// <summary>
    /// The version of the formula, raised by every change of what it computes: scores that a journal has of another version are not taken
    /// for this one's.
    /// </summary>
    public virtual int Version => 1;

    /// <summary>
    /// The settings of this instance that values depend on, as a text: a journal tells two instances of one class apart by it. Only asked
    /// of estimators that are not listed.
    /// </summary>
    /// <value>The values of the instance's fields.</value>
    /// <exception cref="InvalidOperationException">A field is neither number nor text nor a list or object of them: override this
    /// property.</exception>
    public virtual string Settings => FieldSettings.Of(this, typeof(ZeroShotProxy), Name);

    /// <summary>The raw value.</summary>
    public abstract ScoreValue Compute(ZeroShotObservations observations);
}
