namespace NasPipelines.ZeroShot;

/// <summary>
/// B Bᵀ + (1 − B)(1 − B)ᵀ summed over calls, B the signs of a call's operands: for each pair of samples the number of operands on the same
/// side of zero.
/// </summary>
internal sealed class CodeKernel(int samples)
{
    private readonly long[] _same = new long[samples * samples];

    /// <summary>Adds the operands of a call.</summary>
    public void Add(SignBits signs, int multiplicity)
    {
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                _same[(i * samples) + j] += (signs.Units - signs.Different(i, j)) * multiplicity;
            }
        }
    }

    /// <summary>[samples × samples].</summary>
    public double[] Values()
    {
        var values = new double[samples * samples];
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                values[(i * samples) + j] = values[(j * samples) + i] = _same[(i * samples) + j];
            }
        }

        return values;
    }
}
