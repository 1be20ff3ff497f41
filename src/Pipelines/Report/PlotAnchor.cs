namespace NasPipelines.Report;

/// <summary>Which part of a text is at the place given for it.</summary>
public enum PlotAnchor
{
    /// <summary>Its start.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Its end.</summary>
    End,
}
