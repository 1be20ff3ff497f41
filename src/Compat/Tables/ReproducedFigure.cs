namespace NasPipelines.Compat.Tables;

/// <summary>A published figure beside the one computed here.</summary>
public sealed class ReproducedFigure
{
    private readonly string? _open;

    internal ReproducedFigure(PublishedFigure figure, string? column, double value, double lower, double upper, int count, int missing) =>
        (Figure, Column, Value, Lower, Upper, Count, Missing) = (figure, column, value, lower, upper, count, missing);

    private ReproducedFigure(PublishedFigure figure, string open)
        : this(figure, null, double.NaN, double.NaN, double.NaN, 0, 0) => _open = open;

    /// <summary>The figure as published.</summary>
    public PublishedFigure Figure { get; }

    /// <summary>The column of the score; null where it is not at hand.</summary>
    public string? Column { get; }

    /// <summary>The figure here; NaN where it could not be computed.</summary>
    public double Value { get; }

    /// <summary>Lower end of its interval over resamples of the architectures.</summary>
    public double Lower { get; }

    /// <summary>Upper end of its interval.</summary>
    public double Upper { get; }

    /// <summary>Number of architectures that it rests on.</summary>
    public int Count { get; }

    /// <summary>Number of architectures without a score.</summary>
    public int Missing { get; }

    /// <summary>Whether the published figure lies outside of the interval.</summary>
    public bool Differs => Figure.Value < Lower - Figure.Rounding || Figure.Value > Upper + Figure.Rounding;

    /// <summary>Why there is no figure here, or why it differs as far as that is known; null where it does not differ.</summary>
    public string? Reason
    {
        get
        {
            string[] known =
            [
                .. new[] { Figure.Note, Doubt }.OfType<string>(),
                .. Missing > 0 ? [FormattableString.Invariant($"{Missing} architectures have no score")] : Array.Empty<string>(),
            ];
            return _open ?? (!Differs ? null : known.Length > 0 ? string.Join("; ", known) : "no reason is known");
        }
    }

    /// <summary>What speaks against the column being that score; null where nothing does.</summary>
    internal string? Doubt { get; init; }

    internal static ReproducedFigure Open(PublishedFigure figure, string why) => new(figure, why);
}
