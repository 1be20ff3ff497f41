using System.Collections.Immutable;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// How a window moves over one channel of one image, and where that channel lies while it does: padded, and split by what is left of its
/// rows and columns after division by the strides (its phases), all of one pitch. Then each place of the window is one distance, whatever
/// the strides and dilations, and positions that follow each other lie in a row.
/// </summary>
internal sealed class DepthwiseWindow
{
    /// <param name="input">Rows and columns of what it moves over.</param>
    /// <param name="kernel">Places of the window.</param>
    /// <param name="strides">Steps.</param>
    /// <param name="pads">Rows of zeros above and below, and columns of zeros at each side.</param>
    /// <param name="dilations">Distances between the places.</param>
    public DepthwiseWindow(
        (int Rows, int Columns) input, (int Rows, int Columns) kernel, (int Rows, int Columns) strides, (int Rows, int Columns) pads,
        (int Rows, int Columns) dilations)
    {
        (Input, Kernel, Strides, Pads) = (input, kernel, strides, pads);
        var rows = input.Rows + (2 * pads.Rows);
        var columns = input.Columns + (2 * pads.Columns);
        Output = (
            Steps(rows, kernel.Rows, strides.Rows, dilations.Rows),
            Steps(columns, kernel.Columns, strides.Columns, dilations.Columns));
        Pitch = (columns + strides.Columns - 1) / strides.Columns;
        PhaseLength = VectorUnits.Whole((rows + strides.Rows - 1) / strides.Rows * Pitch);
        var taps = ImmutableArray.CreateBuilder<(int Phase, int Distance)>(kernel.Rows * kernel.Columns);
        for (var i = 0; i < kernel.Rows; i++)
        {
            for (var j = 0; j < kernel.Columns; j++)
            {
                var (row, column) = (i * dilations.Rows, j * dilations.Columns);
                taps.Add((
                    (row % strides.Rows * strides.Columns) + (column % strides.Columns),
                    (row / strides.Rows * Pitch) + (column / strides.Columns)));
            }
        }

        Taps = taps.MoveToImmutable();
        Reach = Taps.Max(tap => tap.Distance);
    }

    /// <summary>Rows and columns of what it moves over.</summary>
    public (int Rows, int Columns) Input { get; }

    /// <summary>Its places.</summary>
    public (int Rows, int Columns) Kernel { get; }

    /// <summary>Rows and columns of its positions.</summary>
    public (int Rows, int Columns) Output { get; }

    /// <summary>Steps.</summary>
    public (int Rows, int Columns) Strides { get; }

    /// <summary>Zeros at each side.</summary>
    public (int Rows, int Columns) Pads { get; }

    /// <summary>Values from a row of a phase to the next; the positions of the window are laid out with it too.</summary>
    public int Pitch { get; }

    /// <summary>Values of a phase.</summary>
    public int PhaseLength { get; }

    /// <summary>The phases.</summary>
    public int Phases => Strides.Rows * Strides.Columns;

    /// <summary>
    /// Positions as they are laid out, with those between the last column of a row and the first of the next, which mean nothing.
    /// </summary>
    public int Length => VectorUnits.Whole(((Output.Rows - 1) * Pitch) + Output.Columns);

    /// <summary>For each place of the window the phase that it reads, and how far from a position there.</summary>
    public ImmutableArray<(int Phase, int Distance)> Taps { get; }

    /// <summary>The distance of the last place of the window.</summary>
    public int Reach { get; }

    private static int Steps(int padded, int kernel, int stride, int dilation) => ((padded - ((kernel - 1) * dilation) - 1) / stride) + 1;
}
