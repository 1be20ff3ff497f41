namespace NasPipelines.Analyses;

/// <summary>Ordinary least squares on standardised columns, by orthogonalising one column after the other.</summary>
internal static class LeastSquares
{
    private const double Explained = 1e-9;

    /// <summary>Slopes and their errors, NaN for a column that the ones before it explain; and the share of variance explained.</summary>
    public static (double[] Slopes, double[] Errors, double RSquared) Fit(double[][] columns, double[] y)
    {
        var n = y.Length;
        var x = Array.ConvertAll(columns, Standardise);
        var centred = Centre(y);
        List<int> kept = [];
        List<double[]> basis = [];
        List<double[]> triangle = []; // column j of R: inner products with the basis, then its own length
        for (var c = 0; c < x.Length; c++)
        {
            var rest = (double[])x[c].Clone();
            var r = new double[basis.Count + 1];
            for (var pass = 0; pass < 2; pass++) // once more, for rounding
            {
                for (var b = 0; b < basis.Count; b++)
                {
                    var along = Dot(basis[b], rest);
                    r[b] += along;
                    AddScaled(rest, basis[b], -along);
                }
            }

            var length = Math.Sqrt(Dot(rest, rest));
            if (length * length > Explained * n)
            {
                r[^1] = length;
                basis.Add(Array.ConvertAll(rest, v => v / length));
                triangle.Add(r);
                kept.Add(c);
            }
        }

        double[] projected = [.. basis.Select(b => Dot(b, centred))];
        double total = Dot(centred, centred), left = Math.Max(0, total - projected.Sum(p => p * p));
        var variance = n > kept.Count + 1 ? left / (n - kept.Count - 1) : double.NaN;
        double[] slopes = new double[x.Length], errors = new double[x.Length];
        Array.Fill(slopes, double.NaN);
        Array.Fill(errors, double.NaN);
        var solved = Back(triangle, projected);
        for (var i = 0; i < kept.Count; i++)
        {
            slopes[kept[i]] = solved[i];
        }

        for (var unit = 0; unit < kept.Count; unit++)
        {
            var inverse = Back(triangle, [.. Enumerable.Range(0, kept.Count).Select(i => i == unit ? 1.0 : 0)]);
            for (var i = 0; i < kept.Count; i++)
            {
                errors[kept[i]] = (double.IsNaN(errors[kept[i]]) ? 0 : errors[kept[i]]) + inverse[i] * inverse[i];
            }
        }

        return (slopes, Array.ConvertAll(errors, e => Math.Sqrt(e * variance)), total > 0 ? 1 - left / total : double.NaN);
    }

    private static double[] Back(List<double[]> triangle, double[] right)
    {
        var solution = (double[])right.Clone();
        for (var i = solution.Length - 1; i >= 0; i--)
        {
            solution[i] /= triangle[i][i];
            for (var j = 0; j < i; j++)
            {
                solution[j] -= triangle[i][j] * solution[i];
            }
        }

        return solution;
    }

    private static double[] Standardise(double[] column)
    {
        var centred = Centre(column);
        var deviation = Math.Sqrt(Dot(centred, centred) / column.Length);
        return deviation > 0 ? Array.ConvertAll(centred, v => v / deviation) : centred;
    }

    private static double[] Centre(double[] column)
    {
        var mean = column.Average();
        return Array.ConvertAll(column, v => v - mean);
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void AddScaled(double[] to, double[] what, double scale)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += scale * what[i];
        }
    }
}
