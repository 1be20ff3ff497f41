using System.IO.Compression;

namespace NasPipelines.Fixtures.Files;

/// <summary>
/// Parquet files of Arrow's own writer, which has types and encodings that no other in reach has: five architectures of NAS-Bench-201 in
/// letters, and columns of numbers.
/// </summary>
public static class ParquetFiles
{
    /// <summary>Half floats, required in <c>h</c> and with a null in <c>ho</c>; <c>d</c> counts from 1 to 5.</summary>
    public static byte[] HalfFloats() => Unpacked(
        "H4sICGeNC2sCA2hhbGYucGFycXVldAB1U72LE0EUfzO7icsYw0byhoyskCIZNnAXbm+JHBJyUYJVimCdJiaRKHqJWT+aK4KViFjKlZZWVhYWFvcnXOGfIKmD"
            + "pYj4Zj/uToiPZeb3vn7vzXvs4M79AG2c4LCPAuE6wH4tDwBhGEZByER5EURBFDEBYY4x0T4yEpqIyDgCBJR4Y4dyXcwj2a/6nJyCWdabe0DMZaxkzKIGndUp"
            + "/IHjh03KE1i8lJdzswwXy3104gzHgw7chR4cUDwxXYoXNVPHusmtHyZpgN2sjE9kzN4c5q4UALqEwbnm1NwuxFLu/q+0KnFVyYexEEjfx5WEhgaRuPnqlA44"
            + "js2pCQ7M0TMm3tDcScxOUm5zeA6pcpLlyRXDtkGybbQNwz3SDDzjeDuFayuxoq2GLaB+xrPp0xE6gIU6r9ij5XhWh75nIoo0AKiw2ZPfmcYrfDZPVFEn1wSk"
            + "UJ7qa/CwoFqQd1VCgVwK+ZXJL0yvmHa8W+CnL89GUSqB2jEFkAMdLl1t2VZ5ZYYCcp1DT36wsQOGu5hys4R4KCd6w/Q35pmhmelJ8FO0hRfk6zxK+d1G/Q8b"
            + "vSWmeyAf6zOuP3JD1zOTl9xP0bY2G9Qk7QPkiaH9ZWMzphVZk5OY9YTJd0yvLf3W8i52dbFAanmLdWv7n02dTzkahnxvS6EdusCvLkbLZy+mz3fHi8XuaLmc"
            + "v6q+nC6jR/Oj6n6rudcMlFnj+Qc/GcCA/su/BTJ+J5wDAAA=");

    /// <summary>Decimals of 29, 9 and 18 digits in <c>wide</c>, <c>small</c> and <c>mid</c>.</summary>
    public static byte[] Decimals() => Unpacked(
        "H4sICGeNC2sCA2RlY2ltYWwucGFycXVldACNVM1rE0EUfzM7u1nWUja1b8jqFnNI1wTSkmRJwLBIveSUQ/EiShBCGmggSWPWWvBUbzl48iAePRTxJAiliIgH"
            + "b978A8RTDuLJWw+C8c1uYiItxWGZefM+fr/3Mez2rdtFFLiDjTpaCCsApYwBAL7vh0WfWauDYlgMQ2aBrzNmBX21fOURKkMRASVeyVOsjQaS/lKWk9Fimjaq"
            + "ASG/ZHhvBr1N6AxM/euEDnFaYdfy18dXS7WPn9/2bzxBZq8xYGtLNgDrBYRs4fICsm7PMNOYqaMZQdrBc6LLM4A7vyeTEskUt4qphTgrozLS1rg2VsFbGMyC"
            + "0+aLKuhMFPb1xBb8ujuJ1ugyROtCICfJnZThR4uEaTO4IyHngRWb7ck/67RCKgW8WHMUErsLVQEdqhil5jmPm7HJnOVGYmF/mt7cxZWHDAOFIwN1O+ZYoJsS"
            + "jzSsTsUTEYsonEYZKOfWbrvXRBNwaZ2nRHPY2l2Huqs8lqnFkBIHnZ32ukXFV/MNtUes5KuHvWa3SxaBK2ShPYIli9br7JDexAzpaSe9tBzXqXvg4pJTBsN2"
            + "Yirk0pLvmDxm3iHzTLcC2WkXZ21NJsHJEzhxqlnYdAQycAxHNRjkKIGu/CnwJijs5Rm2yjnC/sHka+Ydc+8Dc8/2/exwJGT/w+ucpEAeJVDKNzrej1Lh01Ti"
            + "LkW5DOVj70jzxtyNxxvPWvLswu28cnNULA0Y5HvF8NTASsQgpgyq2xH+M0afdyK8b5o7fyHzZ0NM52gvZPyiGD8ZWAP5SpeWZ8rvArLpQXP4YL/9cKM1GGw0"
            + "h8O9g/Sj9jDs7PXTpfJmYbPoqAf094MutWebfjF/ALERM3xnBAAA");

    /// <summary>Times in 96 bits in <c>t</c>; <c>d</c> counts from 1 to 5.</summary>
    public static byte[] Times() => Unpacked(
        "H4sICGeNC2sCA2ludDk2LnBhcnF1ZXQAdZK9b9NQEMDvbMdYj4Ac1DvlISNlqC1XSqu6VjqZ1ixMGSJmljSJVJBoUzt8jB0ZKsTIH8DM1KGqGJj6xzBUFQMb"
            + "H/fsmCJUTu/07r27+7270xs9epKQQ1N6OiRFcA9ga9UFgDRNyyRFtTJPyqQsUUHaQlTZgZHURJTGkRAQ0/2+5Prkktzfji1xKrTtt49ByG9oryFnfRSXcdui"
            + "nXY+2gvhl8hP0R+i8ACrEKMnD0MQuKK7f8FbfoMdUd5gY7lH52q3dasNkIsN3h1v1c+hkpX8fxTdsXTXTSsRY9mPpRnWIlC126shV7t/TOGZENABHyNlxuLM"
            + "nM4t2pSTMS/s2iRHDwcg6Mn+7MVYnqZ2aHWdcTHZD2EYmAg3hC4upEKzT4GVDnQWQUBtPQDX13U0Waz4DPkUo2OMvGAb4mW9TQOdDui+zAXIMmPzZcs40642"
            + "rQB/cyjg7zbtgGG7SzYuKvAX5E8YnVvRZ1z7hwH8rkVcJakmaVolfUA+wejCjr5awfVsrgfGEN9we0OZwB/lCT51pDh+77CKPL60Ie7Nx8XRy9lifTKfr4+L"
            + "4vB179WsKJ8dHvS2BhubG4nOZIL1gufyZUbylX8DuPlnOs8CAAA=");

    /// <summary>Texts, 32 and 64 bits as differences in <c>arch</c>, <c>i</c>, <c>l</c>; bytes apart in <c>f</c>.</summary>
    public static byte[] Differences() => Unpacked(
        "H4sICGeNC2sCA2RlbHRhLnBhcnF1ZXQAbZNPaxNBFMDfTHbCMoRogu+RgYg5mGUjbWhcWjwsdu1RegievcSY0kJtt0nUY5eAJacifoKc/QgeehAR9DMIggc/"
            + "gSf/rW92N20Ovh32/Zv3m7dv2P6DRz0EjPHpGmqsYhnLAPd8CQBaJMJRoITQUFF6IwiCSS+Ie5PeZBIosXZkhUP2YcRCYt8ydM54LWILKd1kiCN/pWl67Rb7"
            + "P9P0lBUIof4KeCeAKy8UPlmp/CqjRDpKvkpYoju8WUJNwULoxnXBXgRcebm+ZwgfW5ZQzwk3AFDcTlpRstiOWExNmkY5yISNomVpCDoeaMjSzh9ukRW/T21K"
            + "djzp5inXptIs7ULWPPNtdVEJkGxnahEV4Sa5eCasRaH1zgVO2bPmTOYZa89LuGNNdMzjTeDGhvujZwN0AStt2XAG4+F+G3abdofkgDjgnW1oiENA1+o9IG2a"
            + "ZteDJlZMu1w1eRFK0vRG0Jnw3HAL/OKLlyOo1fhwHloVJYQUmrKxUwB6q7BJn0t4HyxQMlAbPjSjfZA09c5FmA8onxZJf8VbUrWldpjJ4wP6qJBo7uBWxnQK"
            + "5mHG/KZshzMZXo31atYE/n+iq4cAfVHYoAunaNhleJ3hexn8Ie1481KYX0t+R4xc8Zaoeob6Yfv87WAXaKZJey69L4Hfigfjk+ej6fowjtcH4/Hxy9aL0Xhy"
            + "cHzUurvZ3ej2jL2dywWfuNk+/1H/AHlKz3dWAwAA");

    private static byte[] Unpacked(string text)
    {
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var content = new MemoryStream();
        packed.CopyTo(content);
        return content.ToArray();
    }
}
