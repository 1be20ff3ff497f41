namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// Moves values between the rows of a channel and the order in which a window finds them, see <see cref="DepthwiseWindow"/>.
/// </summary>
/// <param name="window">The window.</param>
internal sealed class DepthwiseLayout(DepthwiseWindow window)
{
    // Of each row of a channel the columns of each phase: they are a stride apart there, and follow each other in the phase.
    private readonly (int InChannel, int InPhases, int Count)[] _runs =
        [.. Enumerable.Range(0, window.Input.Rows)
            .SelectMany(row => Enumerable.Range(0, window.Strides.Columns).Select(phase => Run(window, row, phase)))
            .Where(run => run.Count > 0)];

    /// <summary>Lays a channel out; where it is padded, nothing is written.</summary>
    public void ToPhases<T>(ReadOnlySpan<T> channel, Span<T> phases)
    {
        foreach (var (from, to, count) in _runs)
        {
            Copy(channel[from..], window.Strides.Columns, phases[to..], 1, count);
        }
    }

    /// <summary>The way back.</summary>
    public void FromPhases<T>(ReadOnlySpan<T> phases, Span<T> channel)
    {
        foreach (var (to, from, count) in _runs)
        {
            Copy(phases[from..], 1, channel[to..], window.Strides.Columns, count);
        }
    }

    /// <summary>Lays out a value for each position of the window.</summary>
    public void ToPositions<T>(ReadOnlySpan<T> values, Span<T> positions)
    {
        for (var row = 0; row < window.Output.Rows; row++)
        {
            values.Slice(row * window.Output.Columns, window.Output.Columns).CopyTo(positions[(row * window.Pitch)..]);
        }
    }

    /// <summary>The way back.</summary>
    public void FromPositions<T>(ReadOnlySpan<T> positions, Span<T> values)
    {
        for (var row = 0; row < window.Output.Rows; row++)
        {
            positions.Slice(row * window.Pitch, window.Output.Columns).CopyTo(values[(row * window.Output.Columns)..]);
        }
    }

    private static (int InChannel, int InPhases, int Count) Run(DepthwiseWindow window, int row, int phase)
    {
        var (padded, stride) = (row + window.Pads.Rows, window.Strides);
        var column = (((phase - window.Pads.Columns) % stride.Columns) + stride.Columns) % stride.Columns;
        return (
            (row * window.Input.Columns) + column,
            (((padded % stride.Rows * stride.Columns) + phase) * window.PhaseLength) + (padded / stride.Rows * window.Pitch)
                + ((column + window.Pads.Columns) / stride.Columns),
            Math.Max(0, (window.Input.Columns - column + stride.Columns - 1) / stride.Columns));
    }

    private static void Copy<T>(ReadOnlySpan<T> source, int step, Span<T> target, int stepOfTarget, int count)
    {
        if (step == 1 && stepOfTarget == 1)
        {
            source[..count].CopyTo(target);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            target[i * stepOfTarget] = source[i * step];
        }
    }
}
